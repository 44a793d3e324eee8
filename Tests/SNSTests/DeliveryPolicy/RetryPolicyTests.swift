import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct RetryPolicyTests {
    private func pauses(_ policy: RetryPolicy) -> [Int64] {
        var pauses: [Int64] = []
        while let pause = policy.pause(before: pauses.count + 1) { pauses.append(pause) }
        return pauses
    }

    @Test func `three retries come every twenty seconds where nobody asked for anything else`() {
        #expect(pauses(.standard) == [20_000, 20_000, 20_000])
    }

    @Test func `no retries are none`() throws {
        #expect(pauses(try RetryPolicy(json: ["numRetries": 0])).isEmpty)
    }

    @Test func `the four phases follow each other`() throws {
        let policy = try RetryPolicy(json: [
            "minDelayTarget": 1, "maxDelayTarget": 5, "numRetries": 11, "numNoDelayRetries": 2,
            "numMinDelayRetries": 2, "numMaxDelayRetries": 2, "backoffFunction": "linear",
        ])
        #expect(
            pauses(policy) == [0, 0, 1_000, 1_000, 1_000, 2_000, 3_000, 4_000, 5_000, 5_000, 5_000]
        )
    }

    @Test(arguments: [
        (BackoffFunction.linear, [1_000, 5_750, 10_500, 15_250, 20_000]),
        (.arithmetic, [1_000, 3_969, 8_125, 13_469, 20_000]),
        (.geometric, [1_000, 2_115, 4_472, 9_457, 20_000]),
        (.exponential, [1_000, 2_267, 4_800, 9_867, 20_000]),
    ])
    func `pauses grow by the function, from the least to the greatest`(
        function: BackoffFunction,
        expected: [Int64]
    ) throws {
        let policy = try RetryPolicy(json: [
            "minDelayTarget": 1, "maxDelayTarget": 20, "numRetries": 5,
            "backoffFunction": .string(function.rawValue),
        ])
        #expect(pauses(policy) == expected)
    }

    @Test(arguments: [
        (#"{"healthyRetryPolicy":{"numRetries":101}}"#, "numRetries must be an integer from 0 to 100"),
        (#"{"healthyRetryPolicy":{"minDelayTarget":0}}"#, "minDelayTarget must be an integer from 1 to 3600"),
        (
            #"{"healthyRetryPolicy":{"minDelayTarget":30}}"#,
            "maxDelayTarget must be greater than or equal to minDelayTarget"
        ),
        (
            #"{"healthyRetryPolicy":{"numNoDelayRetries":4}}"#,
            "numRetries must be greater than or equal to the sum of numNoDelayRetries, numMinDelayRetries and "
                + "numMaxDelayRetries"
        ),
        (
            #"{"healthyRetryPolicy":{"backoffFunction":"wild"}}"#,
            "backoffFunction must be one of: linear, arithmetic, geometric, exponential"
        ),
        (
            #"{"throttlePolicy":{"maxReceivesPerSecond":0}}"#,
            "maxReceivesPerSecond must be an integer from 1 to 100000"
        ),
        (
            #"{"requestPolicy":{"headerContentType":"image/png"}}"#,
            #"headerContentType "image/png" is not supported"#
        ),
        (#"{"http":{}}"#, "http is not a member of a delivery policy"),
        ("nonsense", "failed to parse JSON."),
    ])
    func `a policy out of bounds is refused by name`(text: String, reason: String) {
        let error = #expect(throws: DeliveryPolicyError.self) { try DeliveryPolicy(text, of: .subscription) }
        #expect(error?.reason == reason)
    }

    @Test func `a subscription's policy counts before its topic's, unless the topic says otherwise`() throws {
        let topic = try DeliveryPolicy(
            #"{"http":{"defaultHealthyRetryPolicy":{"numRetries":7},"defaultRequestPolicy":{"headerContentType":"text/csv"}}}"#,
            of: .topic
        )
        let own = try DeliveryPolicy(#"{"requestPolicy":{"headerContentType":"application/json"}}"#, of: .subscription)
        let both = own.completed(by: topic)
        #expect(both.retries?.numRetries == 7)
        #expect(both.contentType == "application/json")
        var strict = topic
        strict.disablesSubscriptionOverrides = true
        #expect(own.completed(by: strict).contentType == "text/csv")
    }
}

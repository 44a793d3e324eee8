import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct RedrivePolicyTests {
    @Test(arguments: [#""3""#, "3"])
    func `the count may be a number or its text`(count: String) throws {
        let text = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":\#(count)}"#
        let policy = try RedrivePolicy(text)
        #expect(policy.receiveCountMax == 3)
        #expect(policy.target == QueueAddress(scope: .standard, name: "dead"))
        #expect(policy.text == text)
    }

    @Test(arguments: [
        ("nonsense", "is not a valid JSON map"),
        (#"{"maxReceiveCount":1}"#, "deadLetterTargetArn"),
        (#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}"#, "maxReceiveCount"),
        (#"{"deadLetterTargetArn":"dead","maxReceiveCount":1}"#, "Invalid value for deadLetterTargetArn"),
        (
            #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1001}"#,
            "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."
        ),
    ])
    func `a policy that says too little or too much is refused`(text: String, reason: String) {
        let error = #expect(throws: ServiceError.self) { try RedrivePolicy(text) }
        #expect(error?.message.contains(reason) == true)
        #expect(error?.message.hasPrefix("Value \(text) for parameter RedrivePolicy is invalid. Reason: ") == true)
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// How often, and after which pauses, a delivery over HTTP is tried again: a value that decides and nothing else.
///
/// There are four phases: at once, after the least pause, backing off, and after the greatest pause.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
struct RetryPolicy: Sendable, Equatable {
    /// The pauses, in seconds.
    var minDelayTarget = 20
    var maxDelayTarget = 20
    /// How many retries there are in all.
    var numRetries = 3
    /// How many of them come at once.
    var numNoDelayRetries = 0
    /// How many come after the least pause, before pauses grow.
    var numMinDelayRetries = 0
    /// How many come after the greatest pause, when pauses have grown.
    var numMaxDelayRetries = 0
    var backoffFunction = BackoffFunction.linear

    /// What AWS takes where nobody asked for anything else.
    static let standard = RetryPolicy()

    static let retriesMax = 100
    static let delaySecondsMax = 3600

    /// The pause before a retry, in milliseconds.
    ///
    /// - Parameter retry: Which it is, from 1.
    /// - Returns: The pause; `nil` when there is no such retry.
    func pause(before retry: Int) -> Int64? {
        guard (1...max(1, numRetries)).contains(retry), numRetries > 0 else { return nil }
        var step = retry - 1
        if step < numNoDelayRetries { return 0 }
        step -= numNoDelayRetries
        if step < numMinDelayRetries { return Int64(minDelayTarget) * 1000 }
        step -= numMinDelayRetries
        let growing = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
        guard step < growing else { return Int64(maxDelayTarget) * 1000 }
        return backoffFunction.milliseconds(step: step, of: growing, from: minDelayTarget, to: maxDelayTarget)
    }

    // MARK: Reading

    init() {}

    /// Reads a policy; members that are left out are those of another one.
    init(json: JSONValue, over standard: RetryPolicy = .standard) throws(DeliveryPolicyError) {
        self = standard
        guard let members = json.objectValue else { throw DeliveryPolicyError("a retry policy must be an object") }
        for (name, value) in members {
            switch name {
            case "backoffFunction":
                guard let function = value.stringValue.flatMap({ BackoffFunction(rawValue: $0) }) else {
                    throw DeliveryPolicyError(
                        "backoffFunction must be one of: linear, arithmetic, geometric, exponential"
                    )
                }
                backoffFunction = function
            case "minDelayTarget": minDelayTarget = try Self.count(value, name, 1...Self.delaySecondsMax)
            case "maxDelayTarget": maxDelayTarget = try Self.count(value, name, 1...Self.delaySecondsMax)
            case "numRetries": numRetries = try Self.count(value, name, 0...Self.retriesMax)
            case "numNoDelayRetries": numNoDelayRetries = try Self.count(value, name, 0...Self.retriesMax)
            case "numMinDelayRetries": numMinDelayRetries = try Self.count(value, name, 0...Self.retriesMax)
            case "numMaxDelayRetries": numMaxDelayRetries = try Self.count(value, name, 0...Self.retriesMax)
            default: throw DeliveryPolicyError("\(name) is not a member of a retry policy")
            }
        }
        guard minDelayTarget <= maxDelayTarget else {
            throw DeliveryPolicyError("maxDelayTarget must be greater than or equal to minDelayTarget")
        }
        guard numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries <= numRetries else {
            throw DeliveryPolicyError(
                "numRetries must be greater than or equal to the sum of numNoDelayRetries, numMinDelayRetries and "
                    + "numMaxDelayRetries"
            )
        }
    }

    static func count(
        _ value: JSONValue,
        _ name: String,
        _ range: ClosedRange<Int>
    ) throws(DeliveryPolicyError) -> Int {
        guard let number = value.intValue, range.contains(number) else {
            throw DeliveryPolicyError("\(name) must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The policy as attributes show it.
    var json: JSONValue {
        [
            "minDelayTarget": .number(JSONNumber(minDelayTarget)),
            "maxDelayTarget": .number(JSONNumber(maxDelayTarget)),
            "numRetries": .number(JSONNumber(numRetries)),
            "numMaxDelayRetries": .number(JSONNumber(numMaxDelayRetries)),
            "numNoDelayRetries": .number(JSONNumber(numNoDelayRetries)),
            "numMinDelayRetries": .number(JSONNumber(numMinDelayRetries)),
            "backoffFunction": .string(backoffFunction.rawValue),
        ]
    }
}

/// Why a delivery policy is refused.
struct DeliveryPolicyError: Error, Sendable, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

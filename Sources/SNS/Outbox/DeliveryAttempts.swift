import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// How far one delivery has come: a value that decides after each attempt what comes next.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
struct DeliveryAttempts: Sendable, Equatable {
    /// How many attempts have failed.
    var failures = 0
    /// When the next attempt is to be made.
    var due: Timestamp

    /// What comes of an attempt.
    enum Verdict: Sendable, Equatable {
        case delivered
        /// It failed; another attempt is due.
        case again(reason: String)
        /// It failed for good.
        case givenUp(reason: String)
    }

    /// Takes an attempt's answer.
    ///
    /// A status of 400 to 499 says that trying again does not help, but for 429, which asks for patience.
    mutating func take(_ answer: WebAnswer, under policy: RetryPolicy, at now: Timestamp) -> Verdict {
        let reason: String
        switch answer {
        case .status(200..<300): return .delivered
        case .status(let status):
            reason = "The endpoint answered with status \(status)."
            if (400..<500).contains(status), status != 429 { return .givenUp(reason: reason) }
        case .failed(let why): reason = why
        }
        failures += 1
        guard let pause = policy.pause(before: failures) else { return .givenUp(reason: reason) }
        due = now.adding(milliseconds: pause)
        return .again(reason: reason)
    }

    var json: JSONValue {
        ["failures": .number(JSONNumber(failures)), "due": .number(JSONNumber(due.milliseconds))]
    }

    init(due: Timestamp) {
        self.due = due
    }

    init?(json: JSONValue) {
        guard let failures = json["failures"]?.intValue, failures >= 0, let due = json["due"]?.numberValue?.int64 else {
            return nil
        }
        self.failures = failures
        self.due = Timestamp(milliseconds: due)
    }
}

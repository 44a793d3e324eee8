import QuickstepJSON
import QuickstepJSONPath
package import QuickstepPrimitives

extension WaitState {
    /// The service refuses to wait for 2^31 seconds or more.
    private static let delaySecondsLimit: Int64 = 2_147_483_648

    /// When the state is left.
    ///
    /// A point in time that has passed is left at once.
    ///
    /// - Throws: `States.Runtime` where a path finds nothing that can be waited for, or the wait is too long.
    package func deadline(
        in scope: EvaluationScope,
        enteredAt: Timestamp
    ) throws(EvaluationError) -> Timestamp {
        let deadline: Timestamp
        switch self {
        case .seconds(let seconds):
            deadline = enteredAt.adding(milliseconds: Self.milliseconds(Int64(seconds)))
        case .secondsPath(let path):
            deadline = enteredAt.adding(milliseconds: Self.milliseconds(try Self.seconds(at: path, in: scope)))
        case .timestamp(let instant):
            deadline = instant.timestamp
        case .timestampPath(let path):
            deadline = try Self.instant(at: path, in: scope).timestamp
        }
        guard deadline.milliseconds(since: enteredAt) < Self.milliseconds(Self.delaySecondsLimit) else {
            throw EvaluationError(cause: "Wait state delay is too long.")
        }
        return deadline
    }

    private static func milliseconds(_ seconds: Int64) -> Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? Int64.max : product
    }

    private static func seconds(at path: JSONPath, in scope: EvaluationScope) throws(EvaluationError) -> Int64 {
        let value = try path.evaluate(in: scope, at: .wait(field: "SecondsPath"))
        guard let seconds = value.numberValue?.int64 else {
            throw EvaluationError(
                cause: "The SecondsPath parameter cannot be parsed as a long value: \(path.text) == \(value.echo)"
            )
        }
        guard seconds >= 0 else {
            throw EvaluationError(
                cause: "The SecondsPath parameter references a negative value: \(path.text) == \(value.echo)"
            )
        }
        return seconds
    }

    private static func instant(at path: JSONPath, in scope: EvaluationScope) throws(EvaluationError) -> Instant {
        let value = try path.evaluate(in: scope, at: .wait(field: "TimestampPath"))
        guard let instant = value.stringValue.flatMap({ Instant(iso8601: $0) }) else {
            throw EvaluationError(
                cause: "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time "
                    + "format string: \(path.text) == \(value.echo)"
            )
        }
        return instant
    }
}

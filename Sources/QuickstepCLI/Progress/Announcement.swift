import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a person who waits wants to be told at once, wherever progress is shown.
enum Announcement {
    /// A Wait longer than this says how to skip it.
    static let longWaitMilliseconds: Int64 = 10_000

    /// When a state that was entered goes on by itself; nil unless it waits.
    static func waitsUntil(_ notice: Notice) -> Timestamp? {
        guard let until = notice.detail["until"]?.intValue.map({ Timestamp(milliseconds: Int64($0)) }),
            until > notice.time
        else { return nil }
        return until
    }

    /// `waiting until …`, and how to skip a long wait.
    static func text(waitingUntil until: Timestamp, from now: Timestamp, clock: ClockOption) -> String {
        let span = until.milliseconds(since: now)
        let text = "waiting until \(until.iso8601)"
        guard span > longWaitMilliseconds, clock == .real else { return text }
        return text + " (\(ProgressPrinter.text(milliseconds: span)); --clock virtual skips it)"
    }

    /// What is to be said of what happens beside the states: calls that failed, and a store that takes nothing.
    static func text(_ notice: Notice) -> String? {
        let error = notice.detail["error"]?.stringValue ?? ""
        switch (notice.service, notice.event) {
        case ("lambda", "InvocationRetryScheduled"):
            let next = notice.detail["nextAttemptAt"]?.stringValue ?? ""
            return "function \(notice.subject)  \(error); next attempt at \(next)".printable
        case ("lambda", "InvocationDropped"):
            return "function \(notice.subject)  \(reason(error, notice.detail["cause"]))".printable
        case ("pipes", "DeliveryFailed"):
            let why = reason(error, notice.detail["cause"])
            return "pipe \(notice.subject)  \(why); the message comes back later".printable
        case ("events", "DeliveryFailed"):
            let why = reason(error, notice.detail["cause"])
            let end = notice.detail["isKept"] == true ? "kept in the dead-letter queue" : "dropped"
            return "rule \(notice.subject)  \(why); the event is \(end)".printable
        case ("runtime", "CommitFailed"):
            let message = notice.detail["message"]?.stringValue ?? ""
            return "Nothing can be stored at the moment, it is tried again: \(message)".printable
        default:
            return nil
        }
    }

    /// An error with its cause in few words: of a function's cause, its message.
    static func reason(_ error: String, _ cause: JSONValue?) -> String {
        guard let cause = cause?.stringValue, !cause.isEmpty else { return error }
        let report = try? JSONValue.parse(cause)
        let message = report?["errorMessage"]?.stringValue ?? cause
        return message.isEmpty ? error : "\(error): \(message)"
    }
}

/// Says that the store takes nothing, once for as long as the reason is the same: it is tried again many times.
struct StoreTrouble {
    private var said = ""

    mutating func say(_ text: String, _ console: Console) {
        guard text != said else { return }
        said = text
        console.note(text)
    }
}

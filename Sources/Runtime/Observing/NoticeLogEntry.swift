import Logging
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A notice of the bus as a line of the log: how much it matters, and what it is about.
///
/// The message is the notice's event, word for word, so that one may search for it. Payloads are not logged: they are the users'.
struct NoticeLogEntry: Sendable {
    let level: Logger.Level
    let message: Logger.Message
    let metadata: Logger.Metadata

    /// Below this level nobody needs the notices that are made for listeners only.
    static func wantsDetails(_ level: Logger.Level) -> Bool { level <= .debug }

    init(_ notice: Notice) {
        level = Self.level(of: notice)
        message = "\(notice.event)"
        var metadata = Self.place(of: notice)
        for (name, key) in [("status", "status"), ("error", "error"), ("cause", "cause"), ("reason", "reason")] {
            if let text = notice.detail[name]?.stringValue { metadata[key] = .string(Self.bounded(text)) }
        }
        if notice.event == "CommitFailed", let reason = notice.detail["message"]?.stringValue {
            metadata["reason"] = .string(Self.bounded(reason))
        }
        self.metadata = metadata
    }

    /// How much a notice matters.
    ///
    /// A call that failed may be repeated and its error caught; an execution that failed is the end of it.
    static func level(of notice: Notice) -> Logger.Level {
        switch notice.event {
        case "CommitFailed", "ExecutionQuarantined": .error
        case "ExecutionStarted": .info
        case "ExecutionEnded": notice.phase == .failed ? .warning : .info
        case "InvocationFailed", "InvocationRetryScheduled": .notice
        case "InvocationDropped", "DeliveryFailed", "NotificationFailed", "MessageDeadLettered": .warning
        case "ExecutionLogged": .trace
        default: .debug
        }
    }

    /// What the notice is about, by name.
    private static func place(of notice: Notice) -> Logger.Metadata {
        switch notice.service {
        case "states":
            var metadata: Logger.Metadata = [:]
            if let execution = notice.detail["executionArn"]?.stringValue {
                metadata["execution"] = .string(execution)
                if let machine = machine(ofExecution: execution) { metadata["machine"] = .string(machine) }
            } else {
                metadata["execution"] = .string(notice.subject)
            }
            if let state = state(of: notice) { metadata["state"] = .string(state) }
            if let path = notice.detail["path"]?.stringValue, !path.isEmpty { metadata["path"] = .string(path) }
            return metadata
        case "lambda":
            return ["function": .string(notice.subject), "request_id": .string(notice.effect.description)]
        case "sqs":
            var metadata: Logger.Metadata = ["queue": .string(notice.subject)]
            if let id = notice.detail["messageId"]?.stringValue { metadata["message_id"] = .string(id) }
            return metadata
        default:
            return ["service": .string(notice.service), "subject": .string(notice.subject)]
        }
    }

    private static func state(of notice: Notice) -> String? {
        if notice.event == "TaskDispatched" { return notice.subject }
        return notice.detail["state"]?.stringValue ?? notice.detail["details"]?["name"]?.stringValue
    }

    /// The machine's name, which an execution's ARN holds.
    static func machine(ofExecution text: String) -> String? {
        guard let resource = ARN(text)?.resource else { return nil }
        let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : nil
    }

    /// A cause may be as long as a payload.
    private static func bounded(_ text: String) -> String {
        text.utf8.count > textBytesMax ? String(text.prefix(textBytesMax)) + "…" : text
    }

    private static let textBytesMax = 1024
}

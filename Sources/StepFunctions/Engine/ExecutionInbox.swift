import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit

/// What others have to tell an execution about its tasks: rows, in order, until the execution has taken note of them.
///
/// Tokens, workers and nested executions all come this way, so that none of their acknowledged words is lost with the process.
enum ExecutionInbox {
    /// One word for an execution.
    enum Word: Sendable, Equatable {
        case activityStarted(worker: String?)
        case heartbeat
        /// A call behind a task that waits was answered.
        case submitted(output: JSONValue)
        case succeeded(output: JSONValue)
        case failed(error: String?, cause: String?)
        case mapRunSucceeded(output: JSONValue)
        case mapRunFailed(error: String, cause: String)
    }

    /// Leaves a word for an execution, which takes note of it right after the commit.
    static func leave(
        _ word: Word,
        about task: TaskID,
        for header: ExecutionHeader,
        _ owner: Owner,
        _ turn: inout Turn
    ) throws(ServiceError) {
        turn.put(Rows.inbox(owner).integer(try turn.sequence()), word.json(task))
        turn.set(ShellTimer.inbox(owner, startedAt: header.startedAt))
    }

    /// Takes everything out, in the order in which it came.
    static func take(of owner: Owner, _ turn: inout Turn) throws(ServiceError) -> [Signal] {
        var signals: [Signal] = []
        for row in try turn.range(Rows.inbox(owner).prefixRange) {
            turn.delete(row.key)
            guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows),
                let signal = Signal(word: json)
            else { throw .damaged("the inbox of the execution \(owner.name)") }
            signals.append(signal)
        }
        return signals
    }
}

extension ExecutionInbox.Word {
    fileprivate func json(_ task: TaskID) -> JSONValue {
        var members: JSONObject = ["task": .number(JSONNumber(task.sequence))]
        switch self {
        case .activityStarted(let worker):
            members["kind"] = "started"
            if let worker { members["worker"] = .string(worker) }
        case .heartbeat:
            members["kind"] = "heartbeat"
        case .submitted(let output):
            members["kind"] = "submitted"
            members["output"] = output
        case .succeeded(let output):
            members["kind"] = "succeeded"
            members["output"] = output
        case .failed(let error, let cause):
            members["kind"] = "failed"
            if let error { members["error"] = .string(error) }
            if let cause { members["cause"] = .string(cause) }
        case .mapRunSucceeded(let output):
            members["kind"] = "mapped"
            members["output"] = output
        case .mapRunFailed(let error, let cause):
            members["kind"] = "unmapped"
            members["error"] = .string(error)
            members["cause"] = .string(cause)
        }
        return .object(members)
    }
}

extension Signal {
    /// Reads a word from the inbox.
    fileprivate init?(word: JSONValue) {
        guard let task = word["task"]?.intValue.map({ TaskID($0) }) else { return nil }
        switch word["kind"]?.stringValue {
        case "started":
            self = .activityStarted(task, worker: word["worker"]?.stringValue)
        case "heartbeat":
            self = .heartbeatReceived(task)
        case "submitted":
            guard let output = word["output"] else { return nil }
            self = .taskSubmitted(task, output: output)
        case "succeeded":
            guard let output = word["output"] else { return nil }
            self = .taskSucceeded(task, output: output)
        case "failed":
            self = .taskFailed(task, error: word["error"]?.stringValue, cause: word["cause"]?.stringValue)
        case "mapped":
            guard let output = word["output"] else { return nil }
            self = .mapRunSucceeded(task, output: output)
        case "unmapped":
            guard let error = word["error"]?.stringValue else { return nil }
            self = .mapRunFailed(task, error: error, cause: word["cause"]?.stringValue)
        default:
            return nil
        }
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a piece of work that a task asked for says about the task.
struct TaskReference: Sendable, Equatable {
    /// How a task calls a function.
    enum Form: String, Sendable {
        /// By the function's ARN or name: the result is the function's.
        case function
        /// `lambda:invoke`, whose result wraps the function's.
        case optimized
        /// `aws-sdk:lambda:invoke`, whose result holds the function's as text.
        case sdk
    }

    let task: TaskID
    let form: Form
    /// Whether the task goes on until its token is used.
    let isCallback: Bool

    init(task: TaskID, form: Form, isCallback: Bool = false) {
        self.task = task
        self.form = form
        self.isCallback = isCallback
    }

    var json: JSONValue {
        var members: JSONObject = [
            "task": .number(JSONNumber(task.sequence)), "integration": .bool(form != .function),
        ]
        if form == .sdk { members["form"] = .string(form.rawValue) }
        if isCallback { members["callback"] = true }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let task = json["task"]?.intValue, let isIntegration = json["integration"]?.boolValue else { return nil }
        self.init(
            task: TaskID(task),
            form: json["form"]?.stringValue.flatMap(Form.init) ?? (isIntegration ? .optimized : .function),
            isCallback: json["callback"]?.boolValue ?? false
        )
    }

    /// What the machine is told of the end of the work.
    func signal(_ work: WorkItem, _ outcome: WorkOutcome, at time: Timestamp) -> Signal {
        let call = SDKCall(requestID: work.effect.description, time: time)
        let log = work.logTail.map { Base64.encode(Array($0.utf8)) }
        switch (outcome, form) {
        case (.succeeded(let payload), .function):
            return done(payload)
        case (.succeeded(let payload), .optimized):
            return done(FunctionAnswer.optimized(payload: payload, log: log, call))
        case (.succeeded(let payload), .sdk):
            return done(FunctionAnswer.sdk(payload: payload.compactText, isError: false, log: log))
        case (.failed(_, let cause), .sdk) where Self.isPayload(cause):
            return done(FunctionAnswer.sdk(payload: cause, isError: true, log: log))
        case (.failed(let error, let cause), .function):
            return .taskFailed(task, error: error, cause: SpacedJSON.text(of: cause))
        case (.failed(let error, let cause), .optimized), (.failed(let error, let cause), .sdk):
            return .taskFailed(task, error: error, cause: cause)
        }
    }

    private func done(_ output: JSONValue) -> Signal {
        isCallback ? .taskSubmitted(task, output: output) : .taskSucceeded(task, output: output)
    }

    /// Whether a cause is what a function answered, rather than what Lambda said of the call.
    private static func isPayload(_ cause: String) -> Bool { cause.hasPrefix("{") }
}

/// JSON text with a blank behind each colon and comma, as the runtimes of functions write errors.
///
/// A Task that names its function by ARN shows that text unchanged.
enum SpacedJSON {
    /// The text anew; a text that is not JSON stays as it is.
    static func text(of text: String) -> String {
        guard text.hasPrefix("{"), let value = try? JSONValue.parse(text) else { return text }
        return spaced(value)
    }

    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            "{\(members.map { "\(JSONValue.string($0.key).compactText): \(spaced($0.value))" }.joined(separator: ", "))}"
        case .array(let elements):
            "[\(elements.map(spaced).joined(separator: ", "))]"
        case .null, .bool, .number, .string:
            value.compactText
        }
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// The task that waits for an execution to end (`.sync`): a row of the execution that is waited for.
struct WaitingParent: Sendable, Equatable {
    /// The ARN of the execution whose task it is.
    let execution: String
    let task: TaskID
    /// Whether input and output are handed on as JSON rather than as text (`.sync:2`).
    let isParsed: Bool

    var json: JSONValue {
        [
            "execution": .string(execution),
            "task": .number(JSONNumber(task.sequence)),
            "parsed": .bool(isParsed),
        ]
    }

    init(execution: String, task: TaskID, isParsed: Bool) {
        self.execution = execution
        self.task = task
        self.isParsed = isParsed
    }

    init?(json: JSONValue) {
        guard let execution = json["execution"]?.stringValue, let task = json["task"]?.intValue else { return nil }
        self.init(execution: execution, task: TaskID(task), isParsed: json["parsed"]?.boolValue ?? false)
    }
}

extension WaitingParent {
    /// Tells whoever waits for an execution how it ended.
    ///
    /// - Throws: `ServiceError` when the store cannot be read now.
    static func tell(of child: ExecutionName, _ turn: inout Turn) throws(ServiceError) {
        let key = Rows.waitingParent(child.owner)
        guard let json = try turn.json(key) else { return }
        turn.delete(key)
        guard let parent = WaitingParent(json: json), let owner = ExecutionName(arn: parent.execution)?.owner,
            let header = try StoredHeader.read(owner, turn)?.header,
            try TaskTicket.read(parent.task, of: owner, turn)?.child == child.arn
        else { return }
        let describe = ServiceRequest(
            service: StatesService.serviceName,
            operation: "DescribeExecution",
            parameters: ["executionArn": .string(child.arn)],
            scope: child.scope
        )
        let description = try turn.call(describe).output
        let word = parent.word(for: description)
        turn.put(Rows.ticket(parent.task, of: owner), TaskTicket().json)
        try ExecutionInbox.leave(word, about: parent.task, for: header, owner, &turn)
    }

    /// What the task comes to.
    ///
    /// The error of a child that did not succeed is its description as text, whatever the child's own error was. Of one that was set
    /// aside, which the service does not know, the cause says so.
    private func word(for description: JSONObject) -> ExecutionInbox.Word {
        if let reason = description["quickstepQuarantine"]?.stringValue {
            let arn = description["executionArn"]?.stringValue ?? ""
            return .failed(error: ErrorName.taskFailed, cause: "The execution \(arn) cannot go on: \(reason)")
        }
        guard description["status"] == "SUCCEEDED" else {
            let cause = JSONValue.object(Self.jobDescription(description, isParsed: false)).compactText
            return .failed(error: ErrorName.taskFailed, cause: cause)
        }
        return .succeeded(output: .object(Self.jobDescription(description, isParsed: isParsed)))
    }

    /// A description as the integration shows it: names in PascalCase, in alphabetical order, times in milliseconds.
    private static func jobDescription(_ description: JSONObject, isParsed: Bool) -> JSONObject {
        var job: JSONObject = [:]
        for (name, value) in description.sorted(by: { $0.key < $1.key }) {
            let pascal = name.prefix(1).uppercased() + name.dropFirst()
            switch name {
            case "startDate", "stopDate", "redriveDate":
                job[pascal] = value.doubleValue.map { .number(JSONNumber(Int64(($0 * 1000).rounded()))) }
            case "input", "output":
                let parsed = isParsed ? value.stringValue.flatMap { try? JSONValue.parse($0) } : nil
                job[pascal] = parsed ?? value
            case "inputDetails", "outputDetails":
                job[pascal] = ["Included": value["included"] ?? true]
            default:
                job[pascal] = value
            }
        }
        return job
    }
}

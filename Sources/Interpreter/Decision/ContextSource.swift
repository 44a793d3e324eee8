import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

/// What the context object (`$$`) is made of.
///
/// It is built only where an expression reads it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
struct ContextSource {
    let execution: JSONObject
    let stateMachine: JSONObject
    let state: String
    let enteredAt: Timestamp
    /// Only states that can be retried show it.
    let retryCount: Int?
    let item: MapItem?
    /// The task that waits for a token or a job, whose token it shows.
    let token: TaskToken.Source?

    var value: JSONValue {
        var state: JSONObject = ["Name": .string(state), "EnteredTime": .string(enteredAt.iso8601)]
        if let retryCount {
            state["RetryCount"] = .number(JSONNumber(retryCount))
        }
        var context: JSONObject = [
            "Execution": .object(execution),
            "StateMachine": .object(stateMachine),
            "State": .object(state),
        ]
        if let token {
            context["Task"] = ["Token": .string(token.text)]
        }
        if let item {
            context["Map"] = ["Item": .object(item.contextMembers)]
        }
        return .object(context)
    }
}

extension MapItem {
    var contextMembers: JSONObject {
        var members: JSONObject = ["Index": .number(JSONNumber(index))]
        if let key {
            members["Key"] = .string(key)
        }
        members["Value"] = value
        members["Source"] = .string(source)
        return members
    }
}

extension StateType {
    /// Whether `$$.State.RetryCount` exists in states of the type.
    var showsRetryCount: Bool {
        switch self {
        case .task, .parallel, .map: true
        case .pass, .choice, .wait, .succeed, .fail: false
        }
    }
}

/// The members of the context object that stay the same for a whole execution.
struct FixedContext: Sendable {
    let execution: JSONObject
    let stateMachine: JSONObject

    init(_ header: ExecutionHeader, redriveCount: Int = 0, redrivenAt: Timestamp? = nil) {
        var execution: JSONObject = [
            "Id": .string(header.arn),
            "Input": header.input,
            "StartTime": .string(header.startedAt.iso8601),
            "Name": .string(header.name),
            "RoleArn": .string(header.roleARN),
        ]
        if header.kind.showsRedriveCount { execution["RedriveCount"] = .number(JSONNumber(redriveCount)) }
        if let redrivenAt { execution["RedriveTime"] = .string(redrivenAt.iso8601) }
        self.execution = execution
        stateMachine = [
            "Id": .string(header.stateMachineARN),
            "Name": .string(header.stateMachineName),
        ]
    }
}

import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Reads a context object that a test brings, and refuses what no execution could have.
enum MockedContext {
    private enum Kind {
        case any
        case text
        case number

        var name: String {
            switch self {
            case .any: "any value"
            case .text: "a string"
            case .number: "a number"
            }
        }

        func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .any: true
            case .text: value.stringValue != nil
            case .number: value.numberValue != nil
            }
        }
    }

    private static let members: [String: [String: Kind]] = [
        "Execution": [
            "Id": .text, "Input": .any, "Name": .text, "RoleArn": .text, "StartTime": .text, "RedriveCount": .number,
            "RedriveTime": .text,
        ],
        "State": ["EnteredTime": .text, "Name": .text, "RetryCount": .number],
        "StateMachine": ["Id": .text, "Name": .text],
        "Task": ["Token": .text],
    ]

    /// - Throws: `ValidationException` with the first thing that is wrong.
    static func read(_ text: String, for state: State) throws(ServiceError) -> JSONValue {
        guard let context = try? JSONValue.parse(text), let parts = context.objectValue else {
            throw invalid("Context must be a valid JSON object")
        }
        for part in parts {
            if part.key == "Map" { throw invalid("'Map' field is not supported when mocking a Context object") }
            guard let known = members[part.key] else { throw invalid("Field '\(part.key)' is not allowed") }
            if part.key == "Task", !state.hasToken {
                throw invalid(
                    "Context object contains 'Task' when state is not a Task state with a '.sync' or "
                        + "'.waitForTaskToken' service integration pattern"
                )
            }
            guard let fields = part.value.objectValue else { throw invalid("\(part.key) must be an object") }
            for field in fields {
                guard let kind = known[field.key] else { throw invalid("Field '\(field.key)' is not allowed") }
                guard kind.fits(field.value) else { throw invalid("\(part.key).\(field.key) must be \(kind.name)") }
            }
        }
        return context
    }

    private static func invalid(_ detail: String) -> ServiceError {
        Parameters.validation("Invalid Context object provided: \(detail)")
    }
}

extension State {
    /// Whether an execution would give the state's task a token.
    var hasToken: Bool {
        guard case .task(let task) = kind else { return false }
        return task.resource.pattern.waits
    }
}

package import QuickstepJSON
import QuickstepJSONPath

/// What the service looks at in the parameters of an optimised integration before it calls anybody: which must be there, and of
/// which type they are.
///
/// The messages are those that people report in public, for a type that is wrong: "The value for the field 'Payload' must be a
/// STRING" of a call, "The value for the field 'Size' must be an INTEGER" of a definition. That a missing one is told of as in
/// `Credentials` is our reading: `missing` is the one place that says so. Types that no report names are left to the service that is
/// called.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
package struct ParameterRules: Sendable {
    enum Kind: Sendable {
        case text
        case integer
        /// Text, or JSON that is written as text: an object, an array, and null for none, but no bare number and no boolean.
        ///
        /// That was reported of `Payload` alone; the messages and inputs of other integrations take any JSON.
        case document
    }

    let required: [String]
    let kinds: [(name: String, kind: Kind)]

    private init(required: [String], documents: [String] = [], integers: [String] = [], texts: [String]) {
        self.required = required
        kinds = documents.map { ($0, .document) } + integers.map { ($0, .integer) } + texts.map { ($0, .text) }
    }

    /// The rules for an integration, as `service:action`; `nil` where there are none, as for functions and the generic form.
    package static func of(_ resource: TaskResource) -> ParameterRules? {
        guard case .integration(let service, _) = resource, let action = resource.operation else { return nil }
        return all["\(service):\(action)"]
    }

    private static let all: [String: ParameterRules] = [
        "lambda:invoke": ParameterRules(
            required: ["FunctionName"],
            documents: ["Payload"],
            texts: ["ClientContext", "FunctionName", "InvocationType", "LogType", "Qualifier"]
        ),
        "sqs:sendMessage": ParameterRules(
            required: ["QueueUrl", "MessageBody"],
            integers: ["DelaySeconds"],
            texts: ["MessageDeduplicationId", "MessageGroupId", "QueueUrl"]
        ),
        "sns:publish": ParameterRules(
            required: ["Message"],
            texts: [
                "MessageDeduplicationId", "MessageGroupId", "MessageStructure", "PhoneNumber", "Subject", "TargetArn",
                "TopicArn",
            ]
        ),
        "states:startExecution": ParameterRules(
            required: ["StateMachineArn"],
            texts: ["Name", "StateMachineArn", "TraceHeader"]
        ),
        "dynamodb:getItem": ParameterRules(
            required: ["TableName", "Key"],
            texts: ["ProjectionExpression", "ReturnConsumedCapacity", "TableName"]
        ),
        "dynamodb:putItem": ParameterRules(
            required: ["TableName", "Item"],
            texts: ["ConditionExpression", "ReturnConsumedCapacity", "ReturnValues", "TableName"]
        ),
        "dynamodb:updateItem": ParameterRules(
            required: ["TableName", "Key"],
            texts: ["ConditionExpression", "ReturnConsumedCapacity", "ReturnValues", "TableName", "UpdateExpression"]
        ),
        "dynamodb:deleteItem": ParameterRules(
            required: ["TableName", "Key"],
            texts: ["ConditionExpression", "ReturnConsumedCapacity", "ReturnValues", "TableName"]
        ),
    ]
}

// MARK: Messages

extension ParameterRules {
    static func missing(_ name: String) -> String { "The field '\(name)' is required but was missing" }

    private static func wrong(_ name: String, _ kind: Kind) -> String {
        "The value for the field '\(name)' must be \(kind == .integer ? "an INTEGER" : "a STRING")"
    }

    /// What is wrong with a constant in a definition; `nil` where nothing is.
    func complaint(about value: JSONValue, at name: String) -> String? {
        guard let kind = kinds.first(where: { $0.name == name })?.kind, !Self.fits(value, kind) else { return nil }
        return Self.wrong(name, kind)
    }

    private static func fits(_ value: JSONValue, _ kind: Kind) -> Bool {
        switch (value, kind) {
        // What is null is not given, which is for the service that is called to judge.
        case (.null, _): true
        case (.string, .text), (.string, .document), (.array, .document), (.object, .document): true
        case (.number, .integer): value.intValue != nil
        case (.bool, _), (.number, _), (.array, _), (.object, _), (.string, .integer): false
        }
    }
}

// MARK: Calls

extension ParameterRules {
    /// Why a task cannot start with its parameters, in the service's words; `nil` where it can.
    package func refusal(of parameters: JSONValue) -> String? {
        let complaints = complaints(about: parameters)
        guard !complaints.isEmpty else { return nil }
        let list = complaints.joined(separator: ", ")
        return "The Parameters '\(parameters.compactText)' could not be used to start the Task: [\(list)]"
    }

    private func complaints(about parameters: JSONValue) -> [String] {
        let absent = required.filter { parameters[$0] == nil }.map(Self.missing)
        let misfits = (parameters.objectValue ?? [:]).compactMap { name, value in complaint(about: value, at: name) }
        return absent + misfits + Self.unresolved(in: parameters)
    }

    /// The names that still ask to be computed, as `"x.$.$"` leaves them, with a value that cannot be.
    private static func unresolved(in parameters: JSONValue) -> [String] {
        var found: [String] = []
        var open = [parameters]
        while let next = open.popLast() {
            switch next {
            case .object(let members):
                for (name, value) in members where name.hasSuffix(".$") && !isComputable(value) {
                    found.append(
                        "The value for the field '\(name)' must be a valid JSONPath or a valid intrinsic function call"
                    )
                }
                open += members.map(\.value).reversed()
            case .array(let elements): open += elements.reversed()
            case .null, .bool, .number, .string: break
            }
        }
        return found
    }

    private static func isComputable(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue else { return false }
        return text.hasPrefix("$") ? (try? JSONPath(text)) != nil : (try? IntrinsicCall(parsing: text)) != nil
    }
}

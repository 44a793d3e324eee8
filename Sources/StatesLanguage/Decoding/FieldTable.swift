/// Which fields a state of each type may have, in each query language.
///
/// Source: https://states-language.net/spec.html#state-type-table, and the language's reference.
enum FieldTable {
    /// What the decoder does with a field.
    enum Legality: Equatable {
        case legal
        /// Legal in a state whose query language is the other one.
        case ofOtherLanguage
        case illegal
    }

    /// The fields of the top level.
    static let machine = ["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"]
    /// The fields of a branch of a Parallel state.
    static let branch = ["Comment", "StartAt", "States"]
    /// The fields of the processor of a Map state.
    static let processor = ["Comment", "ProcessorConfig", "StartAt", "States"]
    static let retrier = [
        "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy", "Comment",
    ]

    private static let identity = ["Type", "Comment", "QueryLanguage"]
    private static let transition = ["Next", "End"]
    private static let errors = ["Retry", "Catch"]
    private static let paths = ["InputPath", "OutputPath"]
    private static let result = ["ResultSelector", "ResultPath"]

    /// The fields of an entry of `Catch`.
    static func catcher(in language: QueryLanguage) -> [String] {
        ["ErrorEquals", "Next", language == .jsonPath ? "ResultPath" : "Output", "Assign", "Comment"]
    }

    /// The fields that a state of a type may have.
    static func fields(of type: StateType, in language: QueryLanguage = .jsonPath) -> [String] {
        common(to: type) + (language == .jsonPath ? jsonPathFields(of: type) : jsonataFields(of: type))
    }

    /// What a field is in a state of a type.
    static func legality(of field: String, in type: StateType, _ language: QueryLanguage) -> Legality {
        if fields(of: type, in: language).contains(field) { return .legal }
        return fields(of: type, in: language.other).contains(field) ? .ofOtherLanguage : .illegal
    }

    private static func common(to type: StateType) -> [String] {
        switch type {
        case .task:
            identity + ["Assign"] + transition + errors + [
                "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials",
            ]
        case .pass:
            identity + ["Assign"] + transition
        case .choice:
            identity + ["Assign", "Choices", "Default"]
        case .wait:
            identity + ["Assign"] + transition + ["Seconds", "Timestamp"]
        case .succeed:
            identity
        case .fail:
            identity + ["Error", "Cause"]
        case .parallel:
            identity + ["Assign"] + transition + errors + ["Branches"]
        case .map:
            identity + ["Assign"] + transition + errors + [
                "ItemProcessor", "Iterator", "ItemSelector", "MaxConcurrency", "ToleratedFailureCount",
                "ToleratedFailurePercentage", "Label", "ItemReader", "ItemBatcher", "ResultWriter",
            ]
        }
    }

    private static func jsonPathFields(of type: StateType) -> [String] {
        switch type {
        case .task: paths + ["Parameters"] + result + ["TimeoutSecondsPath", "HeartbeatSecondsPath"]
        case .pass: paths + ["Parameters", "Result", "ResultPath"]
        case .choice, .succeed: paths
        case .wait: paths + ["SecondsPath", "TimestampPath"]
        case .fail: ["ErrorPath", "CausePath"]
        case .parallel: paths + ["Parameters"] + result
        case .map:
            paths + ["Parameters"] + result + [
                "ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath",
            ]
        }
    }

    private static func jsonataFields(of type: StateType) -> [String] {
        switch type {
        case .task, .parallel: ["Arguments", "Output"]
        case .map: ["Items", "Output"]
        case .pass, .choice, .wait, .succeed: ["Output"]
        case .fail: []
        }
    }
}

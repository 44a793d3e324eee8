/// Which fields a state of each type may have.
///
/// Source: https://states-language.net/spec.html#state-type-table, and the language's reference.
enum FieldTable {
    /// What the decoder does with a field.
    enum Legality: Equatable {
        case legal
        /// Legal in a state whose query language is JSONata only.
        case jsonataOnly
        /// Legal in the service, refused here.
        case unsupported(SupportTable.Feature)
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
    static let catcher = ["ErrorEquals", "Next", "ResultPath", "Assign", "Comment"]

    private static let shared = ["Type", "Comment", "QueryLanguage", "Assign"]
    private static let paths = ["InputPath", "OutputPath"]
    private static let transition = ["Next", "End"]
    private static let result = ["ResultSelector", "ResultPath"]
    private static let errors = ["Retry", "Catch"]

    /// The fields that a JSONPath state of a type may have.
    static func fields(of type: StateType) -> [String] {
        switch type {
        case .task:
            shared + paths + transition + ["Parameters"] + result + errors + [
                "Resource", "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath",
                "Credentials",
            ]
        case .pass:
            shared + paths + transition + ["Parameters", "Result", "ResultPath"]
        case .choice:
            shared + paths + ["Choices", "Default"]
        case .wait:
            shared + paths + transition + ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
        case .succeed:
            ["Type", "Comment", "QueryLanguage"] + paths
        case .fail:
            ["Type", "Comment", "QueryLanguage", "Error", "ErrorPath", "Cause", "CausePath"]
        case .parallel:
            shared + paths + transition + ["Parameters"] + result + errors + ["Branches"]
        case .map:
            shared + paths + transition + ["Parameters"] + result + errors + [
                "ItemProcessor", "Iterator", "ItemsPath", "ItemSelector", "MaxConcurrency", "MaxConcurrencyPath",
            ]
        }
    }

    /// What a field is in a JSONPath state of a type.
    static func legality(of field: String, in type: StateType) -> Legality {
        if fields(of: type).contains(field) { return .legal }
        if let feature = unsupported(in: type)[field] { return .unsupported(feature) }
        if jsonataOnly(in: type).contains(field) { return .jsonataOnly }
        return .illegal
    }

    private static func unsupported(in type: StateType) -> [String: SupportTable.Feature] {
        switch type {
        case .map:
            [
                "ItemReader": .distributedMap,
                "ItemBatcher": .distributedMap,
                "ResultWriter": .distributedMap,
                "Label": .distributedMap,
                "ToleratedFailureCount": .toleratedFailures,
                "ToleratedFailureCountPath": .toleratedFailures,
                "ToleratedFailurePercentage": .toleratedFailures,
                "ToleratedFailurePercentagePath": .toleratedFailures,
            ]
        default:
            [:]
        }
    }

    private static func jsonataOnly(in type: StateType) -> [String] {
        switch type {
        case .task, .parallel: ["Arguments", "Output"]
        case .map: ["Items", "Output"]
        case .pass, .choice, .wait, .succeed: ["Output"]
        case .fail: []
        }
    }
}

import QuickstepJSON

extension ConformanceCase {
    /// The services that the cases in scope may need.
    private static let servicesInScope: Set = [
        "lambda", "sqs", "sns", "s3", "dynamodb", "states", "activity", "events",
    ]

    /// Whether the case asks for what the project promises today: the whole service in JSONPath, without logs.
    var isInScope: Bool {
        isJSONPath && kind != .executionLog && services.allSatisfy(Self.servicesInScope.contains)
    }

    /// The cases that count as in scope by what they say of themselves, and need what a later issue brings.
    static let waitingInScope: [String: String] = [
        // That the log group is gone, only a service of logs can know: the others' groups were not set up either.
        "test_sfn_api_logs.py::TestSnfApiLogs::test_deleted_log_group#exception": "a log service",
        // Scripts do not say in which language their definitions are.
        "test_sfn_api_variable_references.py::TestSfnApiVariableReferences::"
            + "test_base_variable_references_in_jsonata_template[CHOICE_CONDITION_CONSTANT_JSONATA]": "JSONata",
        "test_sfn_api_variable_references.py::TestSfnApiVariableReferences::"
            + "test_base_variable_references_in_jsonata_template[CHOICE_STATE_UNSORTED_CHOICE_PARAMETERS_JSONATA]":
            "JSONata",
    ]

    /// What the case needs, without how it is asked for: `s3` for `aws-sdk:s3`.
    var services: [String] {
        needs.map { need in
            let name = need.hasPrefix("aws-sdk:") ? String(need.dropFirst("aws-sdk:".count)) : need
            return name == "sfn" ? "states" : name
        }
    }

    var isJSONPath: Bool {
        let language = json["query_language"]?.stringValue
        return language == nil || language == "JSONPath"
    }

    var isDistributed: Bool {
        (json["state_types"]?.arrayValue ?? []).contains("Map (distributed)")
    }

    /// Whether the answer does not depend on any other service.
    var runsAlone: Bool {
        kind == .createError || kind == .validate || request["mock"] != nil
    }
}

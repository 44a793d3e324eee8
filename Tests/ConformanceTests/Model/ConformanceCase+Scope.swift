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

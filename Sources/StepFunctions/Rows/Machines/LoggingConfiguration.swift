import QuickstepJSON

/// What of an execution is logged, and where to.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html
struct LoggingConfiguration: Sendable, Equatable {
    enum Level: String, Sendable, Equatable, CaseIterable {
        case all = "ALL"
        case error = "ERROR"
        case fatal = "FATAL"
        case off = "OFF"
    }

    var level: Level
    var includesExecutionData: Bool
    /// The ARNs of the log groups; `nil` where the member was not given, which is shown apart from an empty list.
    var logGroups: [String]?

    /// What a machine has that was given no configuration.
    static let off = LoggingConfiguration(level: .off, includesExecutionData: false, logGroups: nil)

    /// As the API shows it, and as rows keep it.
    var json: JSONValue {
        var members: JSONObject = [
            "level": .string(level.rawValue),
            "includeExecutionData": .bool(includesExecutionData),
        ]
        if let logGroups {
            members["destinations"] = .array(
                logGroups.map { ["cloudWatchLogsLogGroup": ["logGroupArn": .string($0)]] }
            )
        }
        return .object(members)
    }

    init(level: Level, includesExecutionData: Bool, logGroups: [String]?) {
        self.level = level
        self.includesExecutionData = includesExecutionData
        self.logGroups = logGroups
    }

    init?(json: JSONValue) {
        guard let name = json["level"]?.stringValue, let level = Level(rawValue: name),
            let includesExecutionData = json["includeExecutionData"]?.boolValue
        else { return nil }
        self.init(
            level: level,
            includesExecutionData: includesExecutionData,
            logGroups: json["destinations"]?.arrayValue?.compactMap {
                $0["cloudWatchLogsLogGroup"]?["logGroupArn"]?.stringValue
            }
        )
    }
}

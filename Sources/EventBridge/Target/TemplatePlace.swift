import QuickstepJSON
import QuickstepJSONPath

/// One place of an input template.
enum TemplatePlace: Sendable, Equatable {
    case path(JSONPath)
    case ruleARN
    case ruleName
    case ingestionTime
    /// The event without its detail.
    case event
    case wholeEvent

    /// Finds what a name stands for; `nil` for a name that nobody knows.
    init?(_ name: String, _ paths: [String: JSONPath]) {
        switch name {
        case "aws.events.rule-arn": self = .ruleARN
        case "aws.events.rule-name": self = .ruleName
        case "aws.events.event.ingestion-time": self = .ingestionTime
        case "aws.events.event": self = .event
        case "aws.events.event.json": self = .wholeEvent
        default:
            guard let path = paths[name] else { return nil }
            self = .path(path)
        }
    }

    /// What the place is filled with: the empty text where the event has nothing there.
    func value(in event: JSONObject, of rule: RuleAddress, ingestedAt time: String) -> JSONValue {
        switch self {
        case .ruleARN: return .string(rule.arn)
        case .ruleName: return .string(rule.name)
        case .ingestionTime: return .string(time)
        case .wholeEvent: return .object(event)
        case .event:
            var event = event
            event.removeValue(forKey: "detail")
            return .object(event)
        case .path(let path):
            guard let value = try? path.query(.object(event)).get(), !value.isNull else { return "" }
            return value
        }
    }
}

import QuickstepEventPatterns
import QuickstepJSON
import QuickstepServiceKit

/// `TestEventPattern`: tells whether an event matches a pattern.
enum TestEventPattern {
    private static let required = ["id", "account", "source", "time", "region", "detail-type"]

    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let text = try call.parameters.requiredText("Event")
        let pattern = try call.patterns.pattern(try call.parameters.requiredText("EventPattern"))
        guard let event = (try? JSONValue.parse(text))?.objectValue else {
            throw .validation("Parameter Event is not valid. Reason: It is no JSON object.")
        }
        for name in required where event[name]?.stringValue == nil {
            throw .validation("Parameter Event is not valid. Reason: It has no text named \(name).")
        }
        return ["Result": .bool(pattern.accepts(event))]
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// An event on its way.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
struct Event: Sendable, Equatable {
    let id: String
    let source: String
    let detailType: String
    /// Who put it.
    let scope: Scope
    let time: Timestamp
    let resources: [JSONValue]
    let detail: JSONObject

    /// The event as its targets get it, with its keys in the order of the service.
    var json: JSONObject {
        [
            "version": "0", "id": .string(id), "detail-type": .string(detailType), "source": .string(source),
            "account": .string(scope.account), "time": .string("\(time.iso8601.prefix(19))Z"),
            "region": .string(scope.region), "resources": .array(resources), "detail": .object(detail),
        ]
    }
}

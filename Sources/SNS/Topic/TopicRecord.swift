import QuickstepJSON
import QuickstepServiceKit

/// A topic as its row has it.
struct TopicRecord: Sendable, Equatable {
    var displayName = ""

    init() {}

    /// Takes attributes of a topic as `CreateTopic` gives them.
    init(attributes: JSONObject) throws(ServiceError) {
        for (name, value) in attributes {
            guard let text = value.stringValue else { throw .invalid("Attributes Reason: \(name) must be a string") }
            switch name {
            case "DisplayName":
                guard text.utf8.count <= 100 else { throw .invalid("Attributes Reason: DisplayName") }
                displayName = text
            case "FifoTopic" where text == "false": break
            case "FifoTopic": throw .invalid("FIFO topics are not supported yet")
            default: throw .invalid("Attributes Reason: Quickstep does not support the topic attribute \(name)")
            }
        }
    }

    var json: JSONValue { ["displayName": .string(displayName)] }

    init(json: JSONValue) throws(ServiceError) {
        guard let displayName = json["displayName"]?.stringValue else { throw .damaged("the row of a topic") }
        self.displayName = displayName
    }
}

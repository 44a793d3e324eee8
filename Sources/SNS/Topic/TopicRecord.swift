import QuickstepJSON
import QuickstepServiceKit

/// A topic as its row has it.
///
/// ```
/// {"displayName": text, "attributes": {name: text}, "tags": {key: value}, "protection": text}     a standard topic
/// {"fifo": the same but for its display name, "displayName" within "attributes"}                  a FIFO topic
/// ```
///
/// Members but `displayName` are left out where there is nothing to tell. A FIFO topic has a form of its own so that a program that
/// does not know any takes its row for one that it cannot read, and not for a standard topic.
struct TopicRecord: Sendable, Equatable {
    let isFIFO: Bool
    var settings: TopicSettings
    var tags: JSONObject
    /// The data protection policy, which is kept and has no effect.
    var protection: String?

    init(isFIFO: Bool, settings: TopicSettings = TopicSettings(), tags: JSONObject = [:], protection: String? = nil) {
        self.isFIFO = isFIFO
        self.settings = settings
        self.tags = tags
        self.protection = protection
    }

    var json: JSONValue {
        var row: JSONObject = [:]
        var attributes = settings.given
        if !isFIFO {
            row["displayName"] = attributes.removeValue(forKey: "DisplayName") ?? ""
        }
        if !attributes.isEmpty { row["attributes"] = .object(attributes) }
        if !tags.isEmpty { row["tags"] = .object(tags) }
        if let protection { row["protection"] = .string(protection) }
        return isFIFO ? ["fifo": .object(row)] : .object(row)
    }

    init(json: JSONValue) throws(ServiceError) {
        let fifo = json["fifo"]
        let row = fifo ?? json
        guard fifo != nil || json["displayName"]?.stringValue != nil else { throw .damaged("the row of a topic") }
        var attributes = row["attributes"]?.objectValue ?? [:]
        if let name = row["displayName"]?.stringValue, !name.isEmpty { attributes["DisplayName"] = .string(name) }
        self.init(
            isFIFO: fifo != nil,
            settings: TopicSettings(stored: attributes),
            tags: row["tags"]?.objectValue ?? [:],
            protection: row["protection"]?.stringValue
        )
    }
}

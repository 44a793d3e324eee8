import QuickstepJSON
import QuickstepServiceKit

/// What a pipe gives each message that it sends to a FIFO queue: its group, and what it is known by when it comes twice.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetSqsQueueParameters.html
struct MessageLabels: Sendable, Equatable {
    /// A text that is the same for every message, or the place in each record where it stands: `$.body.customer`.
    struct Label: Sendable, Equatable {
        let text: String
        private let place: TemplatePlace?

        init(_ text: String) throws(ServiceError) {
            self.text = text
            place = text.hasPrefix("$.") ? try TemplatePlace(text) : nil
        }

        /// The label of one message; nil where its record has nothing at the place.
        func value(for record: JSONObject, of pipe: PipeFacts) -> String? {
            guard let place else { return text }
            return place.value(in: record, of: pipe).map { $0.stringValue ?? $0.compactText }
        }
    }

    let group: Label?
    let deduplication: Label?

    init(group: String?, deduplication: String?) throws(ServiceError) {
        if let group { self.group = try Label(group) } else { self.group = nil }
        if let deduplication { self.deduplication = try Label(deduplication) } else { self.deduplication = nil }
    }

    /// As requests and rows have them.
    var json: JSONObject {
        var labels = JSONObject()
        if let group { labels["MessageGroupId"] = .string(group.text) }
        if let deduplication { labels["MessageDeduplicationId"] = .string(deduplication.text) }
        return labels
    }

    init(json: JSONValue?) throws(ServiceError) {
        try self.init(
            group: json?["MessageGroupId"]?.stringValue,
            deduplication: json?["MessageDeduplicationId"]?.stringValue
        )
    }

    /// The labels of one message, as parameters of `SendMessage`.
    ///
    /// - Throws: A client's error where its record does not have what a label points at.
    func parameters(for record: JSONObject, of pipe: PipeFacts) throws(ServiceError) -> JSONObject {
        var parameters = JSONObject()
        for (name, label) in [("MessageGroupId", group), ("MessageDeduplicationId", deduplication)] {
            guard let label else { continue }
            guard let value = label.value(for: record, of: pipe) else {
                throw .validation("The message has nothing at \(label.text), which is to be its \(name).")
            }
            parameters[name] = .string(value)
        }
        return parameters
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A page of a list that is sorted by name.
struct Page: Sendable {
    private let last: String?
    private let limit: Int

    init(_ parameters: Parameters) throws(ServiceError) {
        limit =
            try parameters.integer("Limit", in: EventBridgeLimits.pageSize) ?? EventBridgeLimits.pageSize.upperBound
        guard let token = try parameters.text("NextToken") else {
            last = nil
            return
        }
        guard let bytes = Base64.decode(token), let text = String(validating: bytes, as: UTF8.self) else {
            throw .validation("The NextToken is none of this list.")
        }
        last = text
    }

    /// What of a list lies on this page, with the token of the next one where there is more.
    func answer<Entry>(
        _ name: String,
        _ entries: [(key: String, entry: Entry)],
        _ shown: (Entry) -> JSONValue
    ) -> JSONObject {
        let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let rest = sorted.drop { entry in
            last.map { !$0.utf8.lexicographicallyPrecedes(entry.key.utf8) } ?? false
        }
        var answer: JSONObject = [name: .array(rest.prefix(limit).map { shown($0.entry) })]
        if rest.count > limit, let key = rest.prefix(limit).last?.key {
            answer["NextToken"] = .string(Base64.encode(Array(key.utf8)))
        }
        return answer
    }
}

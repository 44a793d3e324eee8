import QuickstepJSON
import QuickstepServiceKit

/// The tags of a bus or a rule, in the order in which they were given.
struct Tags: Sendable, Equatable {
    private(set) var pairs: JSONObject = [:]

    init() {}

    /// Reads a request's tags.
    init(_ parameters: Parameters) throws(ServiceError) {
        try set(parameters)
    }

    /// Adds a request's tags; a key that is there gets the new value.
    mutating func set(_ parameters: Parameters) throws(ServiceError) {
        for tag in try parameters.list("Tags") ?? [] {
            guard let key = tag["Key"]?.stringValue, !key.isEmpty, let value = tag["Value"]?.stringValue else {
                throw .validation("A tag needs a Key and a Value.")
            }
            pairs[key] = .string(value)
        }
        guard pairs.count <= EventBridgeLimits.tagsMax else { throw .limitExceeded }
    }

    mutating func remove(_ key: String) {
        pairs.removeValue(forKey: key)
    }

    var shown: JSONValue {
        .array(pairs.map { ["Key": .string($0.key), "Value": $0.value] })
    }

    // MARK: Rows

    var row: JSONValue { .object(pairs) }

    init(row: JSONValue?) throws(ServiceError) {
        guard let pairs = (row ?? [:]).objectValue else { throw .damaged("the tags of a bus or a rule") }
        self.pairs = pairs
    }
}

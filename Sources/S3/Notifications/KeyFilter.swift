import QuickstepJSON
import QuickstepServiceKit

/// Which keys a notification is about: those with a prefix and a suffix, either of which may be empty.
struct KeyFilter: Sendable, Equatable {
    /// `nil` where the configuration has no such rule.
    var prefix: String?
    var suffix: String?

    init(prefix: String? = nil, suffix: String? = nil) {
        self.prefix = prefix
        self.suffix = suffix
    }

    func matches(_ key: String) -> Bool {
        key.utf8.starts(with: (prefix ?? "").utf8) && key.utf8.reversed().starts(with: (suffix ?? "").utf8.reversed())
    }

    /// Whether one key can match both.
    func overlaps(_ other: KeyFilter) -> Bool {
        let prefixes = (Array((prefix ?? "").utf8), Array((other.prefix ?? "").utf8))
        let suffixes = (Array((suffix ?? "").utf8.reversed()), Array((other.suffix ?? "").utf8.reversed()))
        return Self.oneBeginsOther(prefixes) && Self.oneBeginsOther(suffixes)
    }

    private static func oneBeginsOther(_ pair: ([UInt8], [UInt8])) -> Bool {
        pair.0.starts(with: pair.1) || pair.1.starts(with: pair.0)
    }

    // MARK: The SDK's shape

    /// Reads `Filter`: `{"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}}`.
    init(_ filter: JSONObject) throws(ServiceError) {
        var filter = Parameters(filter, operation: "PutBucketNotificationConfiguration")
        var key = Parameters(try filter.object("Key") ?? [:], operation: "PutBucketNotificationConfiguration")
        try filter.finish()
        let rules = key.value("FilterRules")
        try key.finish()
        for rule in rules?.arrayValue ?? [] {
            let value = rule["Value"]?.stringValue ?? ""
            guard value.utf8.count <= S3Limits.keyBytesMax else {
                throw .invalidArgument("filter rule value cannot exceed 1024 bytes")
            }
            switch rule["Name"]?.stringValue?.lowercased() {
            case "prefix" where prefix == nil: prefix = value
            case "suffix" where suffix == nil: suffix = value
            case "prefix", "suffix":
                throw .invalidArgument(
                    "Cannot specify more than one prefix rule or more than one suffix rule in a filter."
                )
            default: throw .invalidArgument("filter rule name must be either prefix or suffix")
            }
        }
    }

    /// `Filter` as S3 gives it back; `nil` where there are no rules.
    var json: JSONValue? {
        var rules: [JSONValue] = []
        if let prefix { rules.append(["Name": "Prefix", "Value": .string(prefix)]) }
        if let suffix { rules.append(["Name": "Suffix", "Value": .string(suffix)]) }
        return rules.isEmpty ? nil : ["Key": ["FilterRules": .array(rules)]]
    }
}

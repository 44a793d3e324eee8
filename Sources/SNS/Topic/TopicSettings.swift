import QuickstepJSON
import QuickstepServiceKit

/// The attributes of a topic that its owner can set, as they were given and checked.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
struct TopicSettings: Sendable, Equatable {
    /// The attributes that were set, by name.
    private(set) var given: JSONObject = [:]

    init() {}

    /// Attributes that were checked when they were stored.
    init(stored: JSONObject) {
        given = stored
    }

    private func text(_ name: String) -> String? { given[name]?.stringValue }

    var displayName: String { text("DisplayName") ?? "" }
    /// The policy that was set or built up; `nil` stands for the default.
    var policy: String? { text("Policy") }
    var deduplicatesByContent: Bool { text("ContentBasedDeduplication") == "true" }
    /// Whether messages of different groups may have the same de-duplication id.
    var deduplicatesByGroup: Bool { text("FifoThroughputScope") == "MessageGroup" }
    var signatureVersion: SignatureVersion {
        text("SignatureVersion").flatMap { SignatureVersion(rawValue: $0) } ?? .sha1
    }
    var deliveryPolicy: DeliveryPolicy {
        text("DeliveryPolicy").flatMap { try? DeliveryPolicy($0, of: .topic) } ?? DeliveryPolicy()
    }

    // MARK: Setting

    /// Sets an attribute; an empty text takes one back.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - value: Its new text.
    ///   - isFIFO: Whether the topic is a FIFO topic.
    ///   - prefix: What goes before the reason in the text of an error.
    /// - Throws: `InvalidParameter`.
    mutating func set(_ name: String, _ value: String, isFIFO: Bool, prefix: String) throws(ServiceError) {
        try Self.check(name, value, isFIFO: isFIFO, prefix: prefix)
        let isDefault = value.isEmpty || (name == "TracingConfig" && value == "PassThrough")
        if isDefault { given.removeValue(forKey: name) } else { given[name] = .string(value) }
    }

    private static func check(
        _ name: String,
        _ value: String,
        isFIFO: Bool,
        prefix: String
    ) throws(ServiceError) {
        switch name {
        case "DisplayName":
            guard value.utf8.count <= SNSLimits.displayNameLengthMax, !value.contains("\n"), !value.contains("\r")
            else {
                throw .invalid("\(prefix)DisplayName: must be at most 100 characters long, on one line")
            }
        case "Policy":
            guard value.isEmpty || (try? JSONValue.parse(value))?.objectValue != nil else {
                throw .invalid("\(prefix)Policy Error: null")
            }
        case "DeliveryPolicy":
            guard !value.isEmpty else { return }
            do throws(DeliveryPolicyError) {
                _ = try DeliveryPolicy(value, of: .topic)
            } catch {
                throw .invalid("\(prefix)DeliveryPolicy: \(error.reason)")
            }
        case "ContentBasedDeduplication" where isFIFO:
            try require(value, in: ["true", "false"], name, prefix)
        case "FifoThroughputScope" where isFIFO:
            try require(value, in: ["Topic", "MessageGroup"], name, prefix)
        case "SignatureVersion":
            try require(value, in: ["1", "2"], name, prefix)
        case "TracingConfig":
            try require(value, in: ["PassThrough", "Active"], name, prefix)
        case "KmsMasterKeyId": return
        case "ArchivePolicy" where isFIFO:
            guard value.isEmpty || value == "{}" else {
                throw .invalid("\(prefix)Quickstep does not support the topic attribute ArchivePolicy")
            }
        case _ where FeedbackAttribute.isRole(name):
            guard value.isEmpty || ARN(value)?.service == "iam" else { throw .invalid("\(prefix)\(name): Invalid ARN") }
        case _ where FeedbackAttribute.isSampleRate(name):
            guard value.isEmpty || Int(value).map({ (0...100).contains($0) }) == true else {
                throw .invalid("\(prefix)\(name): must be an integer from 0 to 100")
            }
        default: throw .invalid("\(prefix)AttributeName")
        }
    }

    private static func require(
        _ value: String,
        in values: [String],
        _ name: String,
        _ prefix: String
    ) throws(ServiceError) {
        guard values.contains(value) else {
            throw .invalid("\(prefix)\(name): Invalid value [\(value)]. Must be \(values.joined(separator: " or ")).")
        }
    }

    // MARK: Showing

    /// The attributes that appear only where they were set, in the order of the names.
    var shownIfSet: JSONObject {
        let always = ["DisplayName", "Policy", "ContentBasedDeduplication", "FifoThroughputScope"]
        return JSONObject(
            given.filter { !always.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        )
    }

    /// The attributes of FIFO topics.
    var shownOfFIFO: JSONObject {
        [
            "FifoTopic": "true",
            "ContentBasedDeduplication": deduplicatesByContent ? "true" : "false",
            "FifoThroughputScope": deduplicatesByGroup ? "MessageGroup" : "Topic",
        ]
    }

    /// Whether a topic that has these settings is one that asking for others would have made.
    ///
    /// Only what was asked for counts.
    func agree(with other: TopicSettings) -> Bool {
        func values(_ settings: TopicSettings) -> JSONObject {
            var values = settings.given
            for (name, value) in settings.shownOfFIFO { values[name] = value }
            values["DisplayName"] = .string(settings.displayName)
            return values
        }
        let mine = values(self)
        return values(other).allSatisfy { name, value in
            other.given[name] == nil || mine[name] == value
        }
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// What the owner of a queue can set.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
struct QueueSettings: Sendable, Equatable {
    var visibilitySeconds = 30
    var delaySeconds = 0
    var retentionSeconds = 345_600
    var messageBytesMax = SQSLimits.messageBytesMax
    var waitSeconds = 0
    var redrivePolicy: RedrivePolicy?
    var redriveAllowPolicy: RedriveAllowPolicy?
    /// Who may do what.
    ///
    /// It is kept and shown; nobody is kept out here.
    var policy: AccessPolicy?
    var encryption = QueueEncryption()
    /// `nil` in a standard queue.
    var fifo: FIFOSettings?

    /// The attributes that hold a number, with their bounds.
    private enum NumberAttribute: String, CaseIterable {
        case visibility = "VisibilityTimeout"
        case delay = "DelaySeconds"
        case retention = "MessageRetentionPeriod"
        case size = "MaximumMessageSize"
        case wait = "ReceiveMessageWaitTimeSeconds"
        case reuse = "KmsDataKeyReusePeriodSeconds"

        var bounds: ClosedRange<Int> {
            switch self {
            case .visibility: SQSLimits.visibilitySeconds
            case .delay: SQSLimits.delaySeconds
            case .retention: SQSLimits.retentionSeconds
            case .size: SQSLimits.messageBytesMin...SQSLimits.messageBytesMax
            case .wait: SQSLimits.waitSeconds
            case .reuse: SQSLimits.keyReuseSeconds
            }
        }

        var keyPath: WritableKeyPath<QueueSettings, Int> {
            switch self {
            case .visibility: \.visibilitySeconds
            case .delay: \.delaySeconds
            case .retention: \.retentionSeconds
            case .size: \.messageBytesMax
            case .wait: \.waitSeconds
            case .reuse: \.encryption.reuseSeconds
            }
        }
    }

    /// The attributes that are no numbers.
    private enum OtherAttribute: String, CaseIterable {
        case redrivePolicy = "RedrivePolicy"
        case redriveAllowPolicy = "RedriveAllowPolicy"
        case policy = "Policy"
        case key = "KmsMasterKeyId"
        case managed = "SqsManagedSseEnabled"
        case fifo = "FifoQueue"
        case content = "ContentBasedDeduplication"
        case scope = "DeduplicationScope"
        case throughput = "FifoThroughputLimit"
    }

    /// The settings of a new queue.
    init(creating attributes: JSONObject, isFIFO: Bool) throws(ServiceError) {
        fifo = isFIFO ? FIFOSettings() : nil
        try apply(attributes)
    }

    /// The settings that a row holds.
    init(stored attributes: JSONObject) throws(ServiceError) {
        fifo = attributes["FifoQueue"]?.stringValue == "true" ? FIFOSettings() : nil
        try applyEach(attributes)
    }

    init() {}

    /// Takes over attributes as a request gives them: an object of texts.
    mutating func apply(_ attributes: JSONObject) throws(ServiceError) {
        if attributes["SqsManagedSseEnabled"]?.stringValue == "true",
            attributes["KmsMasterKeyId"]?.stringValue?.isEmpty == false
        {
            throw .sqs(
                "InvalidAttributeName",
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
            )
        }
        try applyEach(attributes)
        // Looked at last, for the order of the attributes does not count.
        try fifo?.check()
    }

    private mutating func applyEach(_ attributes: JSONObject) throws(ServiceError) {
        for (name, value) in attributes {
            guard let text = value.stringValue else { throw .invalidAttribute(name) }
            try apply(name, text)
        }
    }

    private mutating func apply(_ name: String, _ text: String) throws(ServiceError) {
        if let attribute = NumberAttribute(rawValue: name) {
            guard let number = Int(text), attribute.bounds.contains(number) else { throw .invalidAttribute(name) }
            self[keyPath: attribute.keyPath] = number
            return
        }
        guard let attribute = OtherAttribute(rawValue: name) else { throw .unknownAttribute(name) }
        switch attribute {
        case .redrivePolicy: redrivePolicy = text.isEmpty ? nil : try RedrivePolicy(text)
        case .redriveAllowPolicy: redriveAllowPolicy = text.isEmpty ? nil : try RedriveAllowPolicy(text)
        case .policy: policy = text.isEmpty ? nil : try AccessPolicy(text)
        case .key: encryption.setKey(text)
        case .managed: encryption.setManaged(try Self.flag(name, text))
        case .fifo, .content, .scope, .throughput: try applyFIFO(attribute, name, text)
        }
    }

    private mutating func applyFIFO(
        _ attribute: OtherAttribute,
        _ name: String,
        _ text: String
    ) throws(ServiceError) {
        guard var fifo else {
            guard attribute == .scope || attribute == .throughput else { throw .unknownAttribute(name) }
            throw .sqs("InvalidAttributeName", "You can specify the \(name) only when FifoQueue is set to true.")
        }
        switch attribute {
        case .fifo:
            guard text == "true" else {
                throw .invalidAttribute(name, reason: "Modifying queue type is not supported.")
            }
        case .content: fifo.deduplicatesContent = try Self.flag(name, text)
        case .scope:
            guard let scope = FIFOSettings.Scope(rawValue: text) else { throw .invalidAttribute(name) }
            fifo.scope = scope
        case .throughput:
            guard let throughput = FIFOSettings.Throughput(rawValue: text) else { throw .invalidAttribute(name) }
            fifo.throughput = throughput
        case .redrivePolicy, .redriveAllowPolicy, .policy, .key, .managed: break
        }
        self.fifo = fifo
    }

    private static func flag(_ name: String, _ text: String) throws(ServiceError) -> Bool {
        switch text {
        case "true": true
        case "false": false
        default: throw .invalidAttribute(name)
        }
    }

    /// The first of the given attributes that has another value here.
    func firstDifference(from attributes: JSONObject) throws(ServiceError) -> String? {
        for (name, value) in attributes {
            var other = self
            try other.applyEach([name: value])
            if other != self { return name }
        }
        return nil
    }

    /// The attributes as `GetQueueAttributes` shows them, and as they are stored.
    var attributes: JSONObject {
        var result = JSONObject()
        for attribute in NumberAttribute.allCases where attribute != .reuse {
            result[attribute.rawValue] = .string(String(self[keyPath: attribute.keyPath]))
        }
        result["SqsManagedSseEnabled"] = .string(String(encryption.isManaged))
        if let key = encryption.keyID { result["KmsMasterKeyId"] = .string(key) }
        if encryption.reuseSeconds != QueueEncryption.reuseSecondsDefault {
            result["KmsDataKeyReusePeriodSeconds"] = .string(String(encryption.reuseSeconds))
        }
        if let policy { result["Policy"] = .string(policy.text) }
        if let redrivePolicy { result["RedrivePolicy"] = .string(redrivePolicy.text) }
        if let redriveAllowPolicy { result["RedriveAllowPolicy"] = .string(redriveAllowPolicy.text) }
        if let fifo {
            result["FifoQueue"] = "true"
            result["ContentBasedDeduplication"] = .string(String(fifo.deduplicatesContent))
            result["DeduplicationScope"] = .string(fifo.scope.rawValue)
            result["FifoThroughputLimit"] = .string(fifo.throughput.rawValue)
        }
        return result
    }

    /// Whether a name is one of AWS's attributes, which a queue need not have.
    static func isKnown(_ name: String) -> Bool {
        NumberAttribute(rawValue: name) != nil || OtherAttribute(rawValue: name) != nil
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// What the owner of a queue can set.
struct QueueSettings: Sendable, Equatable {
    var visibilitySeconds = 30
    var delaySeconds = 0
    var retentionSeconds = 345_600
    var messageBytesMax = SQSLimits.messageBytesMax
    var waitSeconds = 0
    var redrivePolicy: RedrivePolicy?

    /// The attributes that hold a number, with their bounds.
    private enum NumberAttribute: String, CaseIterable {
        case visibility = "VisibilityTimeout"
        case delay = "DelaySeconds"
        case retention = "MessageRetentionPeriod"
        case size = "MaximumMessageSize"
        case wait = "ReceiveMessageWaitTimeSeconds"

        var bounds: ClosedRange<Int> {
            switch self {
            case .visibility: SQSLimits.visibilitySeconds
            case .delay: SQSLimits.delaySeconds
            case .retention: SQSLimits.retentionSeconds
            case .size: SQSLimits.messageBytesMin...SQSLimits.messageBytesMax
            case .wait: SQSLimits.waitSeconds
            }
        }
    }

    private subscript(_ attribute: NumberAttribute) -> Int {
        get {
            switch attribute {
            case .visibility: visibilitySeconds
            case .delay: delaySeconds
            case .retention: retentionSeconds
            case .size: messageBytesMax
            case .wait: waitSeconds
            }
        }
        set {
            switch attribute {
            case .visibility: visibilitySeconds = newValue
            case .delay: delaySeconds = newValue
            case .retention: retentionSeconds = newValue
            case .size: messageBytesMax = newValue
            case .wait: waitSeconds = newValue
            }
        }
    }

    /// Attributes of AWS that are not built.
    ///
    /// They are refused, because a queue that ignored them would not be what was asked for.
    private static let unsupported = [
        "Policy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled",
    ]
    private static let fifoOnly = ["FifoQueue", "ContentBasedDeduplication"]
    private static let fifoModes = ["DeduplicationScope", "FifoThroughputLimit"]

    /// Takes over attributes as a request gives them: an object of texts.
    mutating func apply(_ attributes: JSONObject) throws(ServiceError) {
        for (name, value) in attributes {
            guard let text = value.stringValue else {
                throw .sqs("InvalidAttributeValue", "Invalid value for the parameter \(name).")
            }
            try apply(name, text)
        }
    }

    private mutating func apply(_ name: String, _ text: String) throws(ServiceError) {
        if let attribute = NumberAttribute(rawValue: name) {
            guard let number = Int(text), attribute.bounds.contains(number) else {
                throw .sqs("InvalidAttributeValue", "Invalid value for the parameter \(name).")
            }
            self[attribute] = number
            return
        }
        if name == "RedrivePolicy" {
            redrivePolicy = text.isEmpty ? nil : try RedrivePolicy(text)
            return
        }
        if Self.unsupported.contains(name) {
            throw .sqs("InvalidAttributeName", "Quickstep does not support the queue attribute \(name).")
        }
        if Self.fifoModes.contains(name) {
            throw .sqs(
                "InvalidAttributeName",
                "You can specify the \(name) only when FifoQueue is set to true."
            )
        }
        throw .sqs("InvalidAttributeName", "Unknown Attribute \(name).")
    }

    /// The first of the given attributes that has another value here.
    func firstDifference(from attributes: JSONObject) throws(ServiceError) -> String? {
        for (name, value) in attributes {
            var other = self
            try other.apply([name: value])
            if other != self { return name }
        }
        return nil
    }

    /// The attributes as `GetQueueAttributes` shows them.
    var attributes: JSONObject {
        var result = JSONObject()
        for attribute in NumberAttribute.allCases { result[attribute.rawValue] = .string(String(self[attribute])) }
        if let redrivePolicy { result["RedrivePolicy"] = .string(redrivePolicy.text) }
        return result
    }

    /// Whether a name is one of AWS's attributes that a standard queue never shows here.
    static func isKnown(_ name: String) -> Bool {
        name == "RedrivePolicy" || NumberAttribute(rawValue: name) != nil
            || unsupported.contains(name) || fifoOnly.contains(name) || fifoModes.contains(name)
    }
}

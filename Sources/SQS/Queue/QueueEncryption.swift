import QuickstepServiceKit

/// What a queue says of its encryption.
///
/// Nothing is encrypted here: the settings are kept and shown, so that whoever sets them finds them again.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
struct QueueEncryption: Sendable, Equatable {
    static let reuseSecondsDefault = 300

    /// `nil` where no key of KMS is used.
    var keyID: String?
    var reuseSeconds = reuseSecondsDefault
    /// Whether SQS uses a key of its own.
    var isManaged = true

    mutating func setKey(_ text: String) {
        keyID = text.isEmpty ? nil : text
        if keyID != nil { isManaged = false }
    }

    mutating func setManaged(_ isOn: Bool) {
        isManaged = isOn
        if isOn { keyID = nil }
    }
}

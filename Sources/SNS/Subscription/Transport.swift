extension Subscription {
    /// How messages reach the subscriber.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
    enum Transport: String, Sendable, Hashable, CaseIterable {
        case sqs
        case lambda
        case http
        case https
        case email
        case emailJSON = "email-json"
        case sms

        /// Protocols of AWS that are not built.
        static let unsupported = ["application", "firehose"]

        var isHTTP: Bool { self == .http || self == .https }
        /// Whether its messages are letters that are kept here.
        var isLetter: Bool { self == .email || self == .emailJSON || self == .sms }
        /// Whether the subscriber must confirm that he wants messages.
        var needsConfirmation: Bool { isHTTP || self == .email || self == .emailJSON }
        /// Whether it can carry the bare message.
        var canBeRaw: Bool { self == .sqs || isHTTP }
    }
}

/// What topics do as SNS does, otherwise, or not at all: for the documentation.
package enum TopicSupport {
    /// One feature.
    package struct Row: Sendable {
        /// The feature, in AWS's words.
        package let feature: String
        /// What becomes of it.
        package let note: String

        init(_ feature: String, _ note: String) {
            self.feature = feature
            self.note = note
        }
    }

    /// Every feature that there is something to say about.
    package static let rows: [Row] = [
        Row(
            "Standard and FIFO topics",
            "as on AWS; `FifoThroughputScope` says whether groups share their de-duplication ids"
        ),
        Row(
            "Subscriptions by `sqs`, `lambda`",
            "in the publication's own turn: all of them or none, functions at least once from then on"
        ),
        Row(
            "Subscriptions by `http`, `https`",
            "with confirmation, retries by delivery policy, `maxReceivesPerSecond`; where the runtime has an HTTP client, as "
                + "every command has"
        ),
        Row(
            "Subscriptions by `email`, `email-json`, `sms`; `PhoneNumber`",
            "kept to be read (`topics letters`), the newest 1,000"
        ),
        Row("Subscriptions by `application`, `firehose`", "refused by name"),
        Row(
            "Filter policies",
            "every operator, nested keys and `$or`; `wildcard` is an extension; at most 10,000 on one topic. The places in the "
                + "policy that AWS adds to its messages are left out"
        ),
        Row("Raw delivery, `MessageStructure`, dead-letter queues of subscriptions", "as on AWS"),
        Row(
            "Signatures",
            "versions 1 and 2, with a key of the data folder and a certificate of its own, by `serve` and by programs that link a "
                + "signer in; else a text that says so"
        ),
        Row("The delivery phases of queues and functions", "none are needed: both are in this process"),
        Row(
            "Access policies, `KmsMasterKeyId`, `TracingConfig`, feedback roles, data protection policies",
            "kept and shown, without effect"
        ),
        Row("`AuthenticateOnUnsubscribe`", "shown, without effect: any credentials are accepted"),
        Row("`ArchivePolicy`, `ReplayPolicy`", "refused by name"),
        Row("Quotas of topics and subscriptions", "only that of subscriptions of a FIFO topic: 100"),
        Row("`SubscriptionsDeleted`", "always 0: what is deleted is gone at once"),
    ]
}

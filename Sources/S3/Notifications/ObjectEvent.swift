/// What happens to objects here, in the names of S3's events.
enum ObjectEvent: String, Sendable {
    case put = "ObjectCreated:Put"
    case copied = "ObjectCreated:Copy"
    case deleted = "ObjectRemoved:Delete"
}

/// The events that a configuration may name, with or without wildcard.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
enum EventPattern {
    private static let prefix = "s3:"

    private static let known = [
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload",
        "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated",
        "s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete",
        "s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete",
        "s3:ObjectAcl:Put",
        "s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:LifecycleTransition",
        "s3:IntelligentTiering",
        "s3:Replication:*", "s3:Replication:OperationFailedReplication",
        "s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:Replication:OperationNotTracked",
        "s3:ReducedRedundancyLostObject",
    ]

    static func isKnown(_ pattern: String) -> Bool { known.contains(pattern) }

    static func matches(_ pattern: String, _ event: ObjectEvent) -> Bool {
        overlap(pattern, prefix + event.rawValue)
    }

    /// Whether there is an event that both name.
    static func overlap(_ left: String, _ right: String) -> Bool {
        left == right || covers(left, right) || covers(right, left)
    }

    private static func covers(_ wildcard: String, _ pattern: String) -> Bool {
        wildcard.hasSuffix(":*") && pattern.hasPrefix(wildcard.dropLast())
    }
}

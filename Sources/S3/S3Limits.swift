/// The bounds of S3, as AWS has them.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
package enum S3Limits {
    package static let bucketNameLength = 3...63
    package static let keyBytesMax = 1024
    /// The size of all names and values of an object's user metadata, in bytes.
    package static let metadataBytesMax = 2048
    /// The size of an object that is put in one go: 5 GiB.
    package static let objectBytesMax = 5 * 1024 * 1024 * 1024
    package static let listedKeysMax = 1000
    /// How many destinations one bucket notifies.
    package static let notificationsMax = 100
    package static let notificationIDLengthMax = 255

    /// How many rows the sweep of orphans reads in one turn.
    ///
    /// Ours.
    static let sweptRowsMax = 1000
}

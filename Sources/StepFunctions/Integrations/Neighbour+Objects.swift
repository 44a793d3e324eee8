extension Neighbour {
    /// S3 is called in the generic form only.
    static let objects = Neighbour(
        door: "s3",
        sdkName: "s3",
        sdkClass: "S3",
        countsAttempts: false,
        exceptions: Set(
            words: """
                BucketAlreadyExists BucketAlreadyOwnedByYou InvalidObjectState NoSuchBucket NoSuchKey NoSuchUpload
                """
        ),
        jsonParameters: ["Body"],
        maps: ["Metadata"],
        times: ["CreationDate", "LastModified"]
    )
}

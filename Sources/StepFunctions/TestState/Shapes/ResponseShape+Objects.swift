// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What Amazon S3 answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
    static let objectAnswers: [String: ResponseShape] = [
        "getObject": getObjectAnswer,
        "putObject": putObjectAnswer,
        "headObject": headObjectAnswer,
        "deleteObject": deleteObjectAnswer,
        "copyObject": copyObjectAnswer,
        "listObjectsV2": listObjectsV2Answer,
    ]

    private static let getObjectAnswer = objectAnswer(with: "Body", .text)
    private static let headObjectAnswer = objectAnswer(
        with: "ArchiveStatus",
        .choice(["ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"])
    )

    /// What is said of an object, with the one member that the operation has to itself.
    private static func objectAnswer(with member: String, _ shape: ResponseShape) -> ResponseShape {
        .members([(name: member, shape: shape)] + objectMembers.map { (name: $0.key, shape: $0.value) }, required: [])
    }

    private static let objectMembers: KeyValuePairs<String, ResponseShape> = [
        "DeleteMarker": .boolean,
        "AcceptRanges": .text,
        "Expiration": .text,
        "Restore": .text,
        "LastModified": .text,
        "ContentLength": .number,
        "ETag": .text,
        "ChecksumCRC32": .text,
        "ChecksumCRC32C": .text,
        "ChecksumCRC64NVME": .text,
        "ChecksumSHA1": .text,
        "ChecksumSHA256": .text,
        "ChecksumSHA512": .text,
        "ChecksumMD5": .text,
        "ChecksumXXHASH64": .text,
        "ChecksumXXHASH3": .text,
        "ChecksumXXHASH128": .text,
        "ChecksumType": .checksumType,
        "MissingMeta": .number,
        "VersionId": .text,
        "CacheControl": .text,
        "ContentDisposition": .text,
        "ContentEncoding": .text,
        "ContentLanguage": .text,
        "ContentRange": .text,
        "ContentType": .text,
        "Expires": .text,
        "WebsiteRedirectLocation": .text,
        "ServerSideEncryption": .serverSideEncryption,
        "Metadata": .map(.text),
        "SSECustomerAlgorithm": .text,
        "SSECustomerKeyMD5": .text,
        "SSEKMSKeyId": .text,
        "BucketKeyEnabled": .boolean,
        "StorageClass": .storageClass,
        "RequestCharged": .requestCharged,
        "ReplicationStatus": .replicationStatus,
        "PartsCount": .number,
        "TagCount": .number,
        "ObjectLockMode": .objectLockMode,
        "ObjectLockRetainUntilDate": .text,
        "ObjectLockLegalHoldStatus": .objectLockLegalHoldStatus,
    ]

    private static let putObjectAnswer: ResponseShape = .structure([
        "Expiration": .text,
        "ETag": .text,
        "ChecksumCRC32": .text,
        "ChecksumCRC32C": .text,
        "ChecksumCRC64NVME": .text,
        "ChecksumSHA1": .text,
        "ChecksumSHA256": .text,
        "ChecksumSHA512": .text,
        "ChecksumMD5": .text,
        "ChecksumXXHASH64": .text,
        "ChecksumXXHASH3": .text,
        "ChecksumXXHASH128": .text,
        "ChecksumType": .checksumType,
        "ServerSideEncryption": .serverSideEncryption,
        "VersionId": .text,
        "SSECustomerAlgorithm": .text,
        "SSECustomerKeyMD5": .text,
        "SSEKMSKeyId": .text,
        "SSEKMSEncryptionContext": .text,
        "BucketKeyEnabled": .boolean,
        "Size": .number,
        "RequestCharged": .requestCharged,
    ])

    private static let deleteObjectAnswer: ResponseShape = .structure([
        "DeleteMarker": .boolean,
        "VersionId": .text,
        "RequestCharged": .requestCharged,
    ])

    private static let copyObjectAnswer: ResponseShape = .structure([
        "CopyObjectResult": .copyObjectResult,
        "Expiration": .text,
        "CopySourceVersionId": .text,
        "VersionId": .text,
        "ServerSideEncryption": .serverSideEncryption,
        "SSECustomerAlgorithm": .text,
        "SSECustomerKeyMD5": .text,
        "SSEKMSKeyId": .text,
        "SSEKMSEncryptionContext": .text,
        "BucketKeyEnabled": .boolean,
        "RequestCharged": .requestCharged,
    ])

    private static let listObjectsV2Answer: ResponseShape = .structure([
        "IsTruncated": .boolean,
        "Contents": .list(.object),
        "Name": .text,
        "Prefix": .text,
        "Delimiter": .text,
        "MaxKeys": .number,
        "CommonPrefixes": .list(.commonPrefix),
        "EncodingType": .choice(["url"]),
        "KeyCount": .number,
        "ContinuationToken": .text,
        "NextContinuationToken": .text,
        "StartAfter": .text,
        "RequestCharged": .requestCharged,
    ])

    private static let checksumType: ResponseShape = .choice(["COMPOSITE", "FULL_OBJECT"])

    private static let serverSideEncryption: ResponseShape = .choice(["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"])

    private static let storageClass: ResponseShape = .choice([
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER",
        "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
    ])

    private static let requestCharged: ResponseShape = .choice(["requester"])

    private static let replicationStatus: ResponseShape = .choice([
        "COMPLETE", "PENDING", "FAILED", "REPLICA", "COMPLETED",
    ])

    private static let objectLockMode: ResponseShape = .choice(["GOVERNANCE", "COMPLIANCE"])

    private static let objectLockLegalHoldStatus: ResponseShape = .choice(["ON", "OFF"])

    private static let copyObjectResult: ResponseShape = .structure([
        "ETag": .text,
        "LastModified": .text,
        "ChecksumType": .checksumType,
        "ChecksumCRC32": .text,
        "ChecksumCRC32C": .text,
        "ChecksumCRC64NVME": .text,
        "ChecksumSHA1": .text,
        "ChecksumSHA256": .text,
        "ChecksumSHA512": .text,
        "ChecksumMD5": .text,
        "ChecksumXXHASH64": .text,
        "ChecksumXXHASH3": .text,
        "ChecksumXXHASH128": .text,
    ])

    private static let object: ResponseShape = .structure([
        "Key": .text(from: 1),
        "LastModified": .text,
        "ETag": .text,
        "ChecksumAlgorithm": .list(.checksumAlgorithm),
        "ChecksumType": .checksumType,
        "Size": .number,
        "StorageClass": .objectStorageClass,
        "Owner": .owner,
        "RestoreStatus": .restoreStatus,
    ])

    private static let checksumAlgorithm: ResponseShape = .choice([
        "CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128",
    ])

    private static let objectStorageClass: ResponseShape = .choice([
        "STANDARD", "REDUCED_REDUNDANCY", "GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING",
        "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
    ])

    private static let owner: ResponseShape = .structure([
        "DisplayName": .text,
        "ID": .text,
    ])

    private static let restoreStatus: ResponseShape = .structure([
        "IsRestoreInProgress": .boolean,
        "RestoreExpiryDate": .text,
    ])

    private static let commonPrefix: ResponseShape = .structure([
        "Prefix": .text
    ])
}

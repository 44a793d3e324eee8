import QuickstepServiceKit

/// The errors of S3: its codes, texts and HTTP status.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
extension ServiceError {
    static func s3(_ code: String, _ message: String, status: Int = 400) -> ServiceError {
        ServiceError(code: code, message: message, httpStatus: status)
    }

    static func noSuchBucket() -> ServiceError {
        s3("NoSuchBucket", "The specified bucket does not exist", status: 404)
    }

    static func noSuchKey() -> ServiceError {
        s3("NoSuchKey", "The specified key does not exist.", status: 404)
    }

    static func invalidBucketName() -> ServiceError {
        s3("InvalidBucketName", "The specified bucket is not valid.")
    }

    static func bucketAlreadyOwnedByYou() -> ServiceError {
        s3(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            status: 409
        )
    }

    static func bucketNotEmpty() -> ServiceError {
        s3("BucketNotEmpty", "The bucket you tried to delete is not empty", status: 409)
    }

    static func keyTooLong() -> ServiceError {
        s3("KeyTooLongError", "Your key is too long")
    }

    static func metadataTooLarge() -> ServiceError {
        s3("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
    }

    static func entityTooLarge() -> ServiceError {
        s3("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    }

    static func invalidArgument(_ message: String) -> ServiceError {
        s3("InvalidArgument", message)
    }

    static func invalidRequest(_ message: String) -> ServiceError {
        s3("InvalidRequest", message)
    }

    static func accessDenied() -> ServiceError {
        s3("AccessDenied", "Access Denied", status: 403)
    }

    /// Something that S3 has and Quickstep does not.
    static func notImplemented(_ message: String) -> ServiceError {
        s3("NotImplemented", message, status: 501)
    }
}

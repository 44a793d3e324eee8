import QuickstepServiceKit

/// The rules for the keys of objects: any 1 to 1024 bytes of UTF-8.
enum ObjectKey {
    static func check(_ key: String) throws(ServiceError) {
        guard !key.isEmpty else { throw .invalidArgument("The parameter Key must not be empty.") }
        guard key.utf8.count <= S3Limits.keyBytesMax else { throw .keyTooLong() }
    }
}

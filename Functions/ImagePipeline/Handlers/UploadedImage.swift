/// Where an object lies.
///
/// What every handler of the pipeline is given at least.
struct ImagePlace: Sendable, Codable, Hashable {
    var bucket: String
    var key: String
    /// When it was uploaded, as the bucket's notification tells it.
    var uploadedAt: String?
}

/// What is known of a picture that may be worked with.
struct ImageFacts: Sendable, Codable, Hashable {
    var bucket: String
    var key: String
    /// `jpeg` or `png`, told from the bytes.
    var format: String
    var contentType: String
    /// Pixels, as the picture is shown.
    var width: Int
    /// Pixels, as the picture is shown.
    var height: Int
    /// Bytes.
    var size: Int
    /// Without quotation marks.
    var eTag: String
    /// Lower-case hexadecimal.
    var sha256: String
    /// The `user-id` of the object's metadata, or `anonymous`.
    var userID: String
    var uploadedAt: String?
}

import Quickstep

/// Moves an upload that cannot be worked with out of the way, with the reason beside it.
///
/// Copy first, delete then: repeated after a crash it finds either the original, or the copy that it made.
struct QuarantineImage: EventHandler {
    struct Event: Sendable, Codable {
        var bucket: String
        /// As the event has it: form-encoded.
        var key: String
        /// Why, in a sentence.
        var reason: String
    }

    struct Result: Sendable, Codable, Hashable {
        var bucket: String
        var key: String
        var reason: String
    }

    var target = "quarantine"

    func handle(_ event: Event, context: FunctionContext) async throws -> Result {
        let services = context.services
        let key = S3Event.decodedKey(event.key)
        let result = Result(bucket: target, key: key, reason: event.reason)
        let original: ObjectContent
        do {
            original = try await services.object(bucket: event.bucket, key: key)
        } catch {
            guard error.code == "NoSuchKey" else { throw error }
            // An earlier dispatch moved it; if it did not, this fails and says what is missing.
            _ = try await services.object(bucket: target, key: key)
            return result
        }
        var metadata = original.metadata
        metadata["quarantine-reason"] = Self.asciiReason(event.reason)
        try await services.putObject(
            original.bytes,
            bucket: target,
            key: key,
            contentType: original.contentType,
            metadata: metadata
        )
        try await services.deleteObject(bucket: event.bucket, key: key)
        context.logger.warning("Moved to quarantine.", metadata: ["key": "\(key)", "reason": "\(event.reason)"])
        return result
    }

    /// Metadata travels in HTTP headers: printable ASCII, and not much of it.
    static func asciiReason(_ reason: String) -> String {
        String(String.UnicodeScalarView(reason.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(500)))
    }
}

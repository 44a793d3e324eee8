import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `CopyObject`: at the door it is refused, because bytes cannot be copied inside a turn; see ``S3Service/copy(_:)``.
enum CopyObject {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        throw .notImplemented("CopyObject cannot be a step of a workflow: let a function copy the object.")
    }
}

/// What is copied: `CopySource` taken apart.
struct CopySource: Sendable, Equatable {
    let bucket: String
    let key: String

    /// Reads `bucket/key`, URL-encoded, with or without a leading slash.
    init(_ text: String) throws(ServiceError) {
        let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
        guard !path.contains("?") else {
            throw .notImplemented("Quickstep keeps no versions of objects: CopySource must not name one.")
        }
        guard let decoded = Self.decode(path), let slash = decoded.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            throw .invalidArgument("Invalid copy source object key")
        }
        bucket = String(decoded[..<slash])
        key = String(decoded[decoded.utf8.index(after: slash)...])
        guard !bucket.isEmpty, !key.isEmpty else { throw .invalidArgument("Invalid copy source object key") }
    }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(validating: rest.prefix(2), as: UTF8.self),
                let decoded = Hex.decode(digits), decoded.count == 1
            else { return nil }
            bytes += decoded
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// What a client stores with an object beside its bytes: media type, a few headers, and metadata of its own.
struct ObjectMetadata: Sendable, Equatable {
    /// The headers that S3 keeps and gives back, in the SDK's spelling.
    static let headerNames = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"]
    /// What S3 says of an object whose type nobody named.
    static let defaultContentType = "binary/octet-stream"

    let contentType: String
    let headers: JSONObject
    /// Names are lower-case.
    let user: JSONObject

    init(contentType: String = defaultContentType, headers: JSONObject = [:], user: JSONObject = [:]) {
        self.contentType = contentType
        self.headers = headers
        self.user = user
    }

    /// Reads and checks what a request says.
    init(_ parameters: inout Parameters) throws(ServiceError) {
        contentType = try parameters.text("ContentType") ?? Self.defaultContentType
        try HeaderText.check(contentType, of: "ContentType")
        var headers = JSONObject()
        for name in Self.headerNames {
            guard let value = try parameters.text(name) else { continue }
            try HeaderText.check(value, of: name)
            headers[name] = .string(value)
        }
        self.headers = headers
        user = try Self.user(try parameters.object("Metadata") ?? [:])
    }

    private static func user(_ given: JSONObject) throws(ServiceError) -> JSONObject {
        var user = JSONObject()
        var size = 0
        for (name, value) in given {
            guard let text = value.stringValue else {
                throw .invalidArgument("The values of Metadata must be strings.")
            }
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
                throw .invalidArgument("'\(name)' cannot be the name of metadata: it is no token of HTTP.")
            }
            try HeaderText.check(text, of: "the metadata '\(name)'")
            size += name.utf8.count + text.utf8.count
            user[name.lowercased()] = value
        }
        guard size <= S3Limits.metadataBytesMax else { throw .metadataTooLarge() }
        return user
    }

    /// The operation `?`.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9110#name-tokens
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The same as parameters of another `PutObject`.
    var parameters: JSONObject {
        var parameters = headers
        parameters["ContentType"] = .string(contentType)
        parameters["Metadata"] = .object(user)
        return parameters
    }
}

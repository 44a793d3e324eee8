import QuickstepJSON
import QuickstepServiceKit

/// An HTTP request as far as the protocols look at it, without any server's types.
struct WireRequest: Sendable {
    /// The path, as it was sent.
    var path = "/"
    /// What follows the path's question mark, as it was sent.
    var query: String?
    /// `Host`, with its port.
    var host: String?
    /// `X-Amz-Target`: the service's prefix, a dot, the operation.
    var target: String?
    /// `Authorization`, of which the credential's scope is read; signatures are not checked.
    var authorization: String?
    /// Whether the client asks for SQS's old error codes beside the new ones (`x-amzn-query-mode: true`).
    var wantsQueryErrors = false
    /// `Content-Type`.
    var contentType: String?
    /// `Origin`, which browsers send of the page that had a request sent.
    var origin: String?
    /// `Sec-Fetch-Site` and `Sec-Fetch-Mode`, which browsers send.
    var fetchSite: String?
    var fetchMode: String?
    /// The request's name in the answer.
    var id = ""
    var body: [UInt8] = []

    /// Whether the request was meant for this machine.
    ///
    /// A web page whose name was made to lead here would send its own name, and could otherwise call everything.
    var isForThisMachine: Bool {
        guard let host else { return true }
        let isBracketed = host.hasPrefix("[")
        let name = isBracketed ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased())
            || name.lowercased().hasSuffix(".localhost")
    }

    /// The account and Region of the caller; the standard ones where no credential names others.
    var scope: Scope {
        CredentialScope(authorization: authorization)?.scope ?? .standard
    }

    /// Whether the body is a form.
    var isForm: Bool {
        contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }

    /// Whether nothing says that a web page had the request sent: a browser says so, and lets no page of another site set a credential.
    var isFromProgram: Bool {
        guard authorization == nil else { return true }
        return origin == nil && ["same-origin", "none", nil].contains(fetchSite)
    }

    /// Whether a person went to this address in a browser.
    var isNavigation: Bool {
        fetchMode == "navigate" && origin == nil
    }

    /// The path, where it is that of a queue's URL.
    var queuePath: String? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        guard segments.count >= 2, segments[segments.count - 2].utf8.count == 12,
            segments[segments.count - 2].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return path
    }
}

/// What goes back to the client.
struct WireResponse: Sendable, Equatable {
    var status: Int
    var body: [UInt8]
    var contentType = JSONProtocol.contentType
    /// `x-amzn-query-error`, for clients that asked for it.
    var queryError: String?
}

import QuickstepJSON
import QuickstepServiceKit

/// An HTTP request as far as the protocols look at it, without any server's types.
struct WireRequest: Sendable {
    /// `Host`, with its port.
    var host: String?
    /// `X-Amz-Target`: the service's prefix, a dot, the operation.
    var target: String?
    /// `Authorization`, of which the credential's scope is read; signatures are not checked.
    var authorization: String?
    /// Whether the client asks for SQS's old error codes beside the new ones (`x-amzn-query-mode: true`).
    var wantsQueryErrors = false
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

    /// The account and Region of the caller.
    ///
    /// A 12-digit access key is the account; the Region comes from the credential's scope. Without either, the standard ones.
    var scope: Scope {
        let credential = authorization?.split(separator: "Credential=").dropFirst().first?
            .prefix { $0 != "," && $0 != " " }.split(separator: "/", omittingEmptySubsequences: false)
        guard let credential, credential.count == 5 else { return .standard }
        let key = credential[0]
        let isAccount =
            key.utf8.count == 12 && key.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let region = String(credential[2])
        return Scope(
            account: isAccount ? String(key) : Scope.standard.account,
            region: region.isEmpty ? Scope.standard.region : region
        )
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

import QuickstepServiceKit

/// What a request's credential says of who calls and whom: `KEY/DATE/REGION/SERVICE/aws4_request`.
///
/// A 12-digit access key is the account; signatures are not checked.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
struct CredentialScope: Sendable, Equatable {
    /// The account and Region of the caller.
    let scope: Scope
    /// The service that the request was signed for.
    let service: String

    /// Reads the credential of an `Authorization` header; nil where there is none of five parts.
    init?(authorization: String?) {
        let parts = authorization?.split(separator: "Credential=").dropFirst()
        guard let credential = parts?.first?.prefix(while: { $0 != "," && $0 != " " }) else { return nil }
        self.init(String(credential))
    }

    /// Reads a credential; nil where it has other than five parts.
    init?(_ credential: String) {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5 else { return nil }
        let key = parts[0]
        let isAccount =
            key.utf8.count == 12 && key.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let region = String(parts[2])
        scope = Scope(
            account: isAccount ? String(key) : Scope.standard.account,
            region: region.isEmpty ? Scope.standard.region : region
        )
        service = String(parts[3])
    }
}

import QuickstepPrimitives

/// What a message carries for those who want to know that it comes from here.
struct Seal: Sendable, Equatable {
    let version: SignatureVersion
    /// The signature, in Base64.
    let signature: String
    /// Where the certificate is, on this runtime's endpoint.
    let certificatePath: String

    /// What stands in the place of a signature where nothing signs.
    ///
    /// The text is the same in every message: the Base64 form of "quickstep: not signed".
    static let unsigned = Seal(
        version: .sha1,
        signature: "cXVpY2tzdGVwOiBub3Qgc2lnbmVk",
        certificatePath: "/_sns/SimpleNotificationService-0.pem"
    )

    /// The path of a certificate, which its digest names.
    static func path(ofCertificate text: String) -> String {
        let digest = Hex.encode(DigestAlgorithm.sha256.digest(Array(text.utf8)))
        return "/_sns/SimpleNotificationService-\(digest.prefix(32)).pem"
    }
}

public import QuickstepPrimitives

/// Signs messages with RSA keys, and makes keys with certificates of their own.
///
/// The runtime itself has no such cryptography; whoever starts it links it in. It holds no key: keys are rows of the store.
public protocol MessageSigning: Sendable {
    /// Makes a key, and a certificate that it signs itself.
    ///
    /// - Parameter time: When the certificate begins to hold.
    /// - Returns: Both.
    /// - Throws: Where there is no randomness to be had.
    func makeIdentity(at time: Timestamp) throws -> SigningIdentity

    /// Signs bytes by RSASSA-PKCS1-v1_5.
    ///
    /// - Parameters:
    ///   - bytes: What is signed.
    ///   - identity: The key.
    ///   - digest: With which digest.
    /// - Returns: The signature.
    /// - Throws: Where the key cannot be read.
    func signature(of bytes: [UInt8], by identity: SigningIdentity, digest: SigningDigest) throws -> [UInt8]
}

/// A private key, and the certificate of its public one.
public struct SigningIdentity: Sendable, Hashable {
    /// The private key, in PEM.
    public let privateKey: String
    /// The certificate, in PEM.
    public let certificate: String

    /// Makes an identity of its parts.
    ///
    /// - Parameters:
    ///   - privateKey: The private key, in PEM.
    ///   - certificate: The certificate, in PEM.
    public init(privateKey: String, certificate: String) {
        self.privateKey = privateKey
        self.certificate = certificate
    }
}

/// The digests that messages are signed with.
public enum SigningDigest: Sendable, Hashable {
    /// SHA-1, which the first version of signatures takes.
    case sha1
    /// SHA-256.
    case sha256
}

import Crypto
import CryptoExtras
public import QuickstepPrimitives
public import QuickstepServiceKit
import Synchronization

/// Signs notifications with RSA keys of 2,048 bits: what a runtime is given so that those who verify them can.
///
/// ```swift
/// let runtime = try await Runtime.start(RuntimeOptions(signing: NotificationSigning()))
/// ```
///
/// Keys that were read are kept, as reading one takes as long as signing.
public final class NotificationSigning: MessageSigning {
    private let keys = Mutex<[SigningIdentity: _RSA.Signing.PrivateKey]>([:])

    /// How many keys are kept.
    private static let keysMax = 8

    /// Makes a signer.
    public init() {}

    /// Makes a key, and a certificate that it signs itself, which holds for thirty years.
    ///
    /// - Parameter time: When the certificate begins to hold.
    /// - Returns: Both.
    /// - Throws: Where there is no randomness to be had.
    public func makeIdentity(at time: Timestamp) throws -> SigningIdentity {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        guard let publicKey = PEM.content(key.publicKey.pemRepresentation) else { throw UnreadableKey() }
        let certificate = try SelfSignedCertificate(publicKey: publicKey, begins: time).signed { bytes in
            try Self.signature(of: bytes, by: key, digest: .sha256)
        }
        return SigningIdentity(
            privateKey: key.pemRepresentation,
            certificate: PEM.text(certificate, label: "CERTIFICATE")
        )
    }

    /// Signs bytes by RSASSA-PKCS1-v1_5.
    ///
    /// - Parameters:
    ///   - bytes: What is signed.
    ///   - identity: The key.
    ///   - digest: With which digest.
    /// - Returns: The signature.
    /// - Throws: Where the key cannot be read.
    public func signature(of bytes: [UInt8], by identity: SigningIdentity, digest: SigningDigest) throws -> [UInt8] {
        try Self.signature(of: bytes, by: key(identity), digest: digest)
    }

    private func key(_ identity: SigningIdentity) throws -> _RSA.Signing.PrivateKey {
        if let known = keys.withLock({ $0[identity] }) { return known }
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: identity.privateKey)
        keys.withLock { keys in
            if keys.count >= Self.keysMax { keys.removeAll() }
            keys[identity] = key
        }
        return key
    }

    private static func signature(
        of bytes: [UInt8],
        by key: _RSA.Signing.PrivateKey,
        digest: SigningDigest
    ) throws -> [UInt8] {
        let signature =
            switch digest {
            case .sha1: try key.signature(for: hash(bytes, with: Insecure.SHA1()), padding: .insecurePKCS1v1_5)
            case .sha256: try key.signature(for: hash(bytes, with: SHA256()), padding: .insecurePKCS1v1_5)
            }
        return signature.withUnsafeBytes { Array($0) }
    }

    private static func hash<Function: HashFunction>(_ bytes: [UInt8], with function: Function) -> Function.Digest {
        var function = function
        bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
        return function.finalize()
    }
}

/// A key of the package that it does not write as it should.
struct UnreadableKey: Error, CustomStringConvertible {
    let description = "The new key cannot be read."
}

/// A message digest by the name the Amazon States Language gives it.
///
/// The raw values are the names `States.Hash` and `$hash` take, exactly.
public enum DigestAlgorithm: String, Sendable, CaseIterable {
    /// MD5 (RFC 1321): 16 bytes. The checksum of queues and object stores; no protection against forgery.
    case md5 = "MD5"
    /// SHA-1 (FIPS 180-4): 20 bytes. No protection against forgery.
    case sha1 = "SHA-1"
    /// SHA-256 (FIPS 180-4): 32 bytes.
    case sha256 = "SHA-256"
    /// SHA-384 (FIPS 180-4): 48 bytes.
    case sha384 = "SHA-384"
    /// SHA-512 (FIPS 180-4): 64 bytes.
    case sha512 = "SHA-512"

    /// The number of bytes of a digest.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The number of bytes that are folded in at a time; the block length that HMAC needs.
    public var blockByteCount: Int {
        switch self {
        case .md5, .sha1, .sha256: 64
        case .sha384, .sha512: 128
        }
    }

    /// The digest of a whole message.
    ///
    /// - Parameter bytes: The message.
    /// - Returns: As many bytes as ``byteCount`` says.
    public func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var digest = Digest(self)
        digest.update(bytes)
        return digest.finalize()
    }
}

import QuickstepPrimitives

/// An X.509 certificate of a key, signed by the key itself.
///
/// Nobody trusts it but those who are given it, or fetch it from the runtime that the messages come from.
///
/// Source: https://www.rfc-editor.org/rfc/rfc5280#section-4.1
struct SelfSignedCertificate: Sendable {
    /// The key's `SubjectPublicKeyInfo`.
    let publicKey: [UInt8]
    let begins: Timestamp

    private static let name = "sns.quickstep.local"
    private static let lifeMilliseconds: Int64 = 30 * 365 * 24 * 60 * 60 * 1000

    /// sha256WithRSAEncryption.
    private static let algorithm = DER.sequence([
        DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]), DER.null,
    ])

    /// The certificate, for which `sign` signs with SHA-256.
    func signed(by sign: ([UInt8]) throws -> [UInt8]) rethrows -> [UInt8] {
        let content = content
        return DER.sequence([content, Self.algorithm, DER.bits(try sign(content))])
    }

    private var content: [UInt8] {
        let name = DER.sequence([DER.set([DER.sequence([DER.identifier([0x55, 0x04, 0x03]), DER.text(Self.name)])])])
        // The digest of the key is a number that no other certificate of ours has.
        let serial = Array(DigestAlgorithm.sha256.digest(publicKey).prefix(16))
        return DER.sequence([
            DER.explicit(0, DER.integer([2])),
            DER.integer(serial),
            Self.algorithm,
            name,
            DER.sequence([Self.time(begins), Self.time(begins.adding(milliseconds: Self.lifeMilliseconds))]),
            name,
            publicKey,
            DER.explicit(3, DER.sequence([constraints, usage, alternativeName])),
        ])
    }

    /// `basicConstraints`: it may stand at the root of a chain.
    private var constraints: [UInt8] {
        DER.sequence([DER.identifier([0x55, 0x1D, 0x13]), DER.yes, DER.octets(DER.sequence([DER.yes]))])
    }

    /// `keyUsage`: signatures, and those of certificates.
    private var usage: [UInt8] {
        DER.sequence([DER.identifier([0x55, 0x1D, 0x0F]), DER.yes, DER.octets([0x03, 0x02, 0x02, 0x84])])
    }

    /// `subjectAltName`: the name again, where newer verifiers look for it.
    private var alternativeName: [UInt8] {
        let name = Array(Self.name.utf8)
        return DER.sequence([
            DER.identifier([0x55, 0x1D, 0x11]), DER.octets(DER.sequence([[0x82, UInt8(name.count)] + name])),
        ])
    }

    /// A time, in whole seconds: with two digits of the year up to 2049, and four after it.
    private static func time(_ time: Timestamp) -> [UInt8] {
        let digits = time.iso8601.prefix(19).filter { ("0"..."9").contains($0) }
        return digits.prefix(4) < "2050" ? DER.utcTime("\(digits.dropFirst(2))Z") : DER.generalizedTime("\(digits)Z")
    }
}

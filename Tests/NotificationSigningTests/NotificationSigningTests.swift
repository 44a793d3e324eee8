import Crypto
import CryptoExtras
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepNotificationSigning

struct NotificationSigningTests {
    private static let start = Timestamp(milliseconds: 1_735_689_600_123)

    private func hash<Function: HashFunction>(_ bytes: [UInt8], _ function: Function) -> Function.Digest {
        var function = function
        bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
        return function.finalize()
    }

    /// The parts of an element that holds others, each with its tag and its whole encoding.
    private func parts(_ bytes: [UInt8]) throws -> [(tag: UInt8, whole: [UInt8], content: [UInt8])] {
        var parts: [(tag: UInt8, whole: [UInt8], content: [UInt8])] = []
        var rest = bytes[...]
        while let tag = rest.first {
            let first = Int(rest[rest.startIndex + 1])
            let lengthBytes = first < 0x80 ? 0 : first & 0x7F
            let length =
                first < 0x80
                ? first : rest.dropFirst(2).prefix(lengthBytes).reduce(0) { $0 << 8 | Int($1) }
            let head = 2 + lengthBytes
            try #require(rest.count >= head + length)
            parts.append((tag, Array(rest.prefix(head + length)), Array(rest.dropFirst(head).prefix(length))))
            rest = rest.dropFirst(head + length)
        }
        return parts
    }

    @Test func `what is signed is verified with the key of the certificate, which signed itself`() throws {
        let signing = NotificationSigning()
        let identity = try signing.makeIdentity(at: Self.start)
        let certificate = try parts(try #require(PEM.content(identity.certificate)))[0]
        let (content, _, seal) = try {
            let parts = try parts(certificate.content)
            return (parts[0], parts[1], parts[2])
        }()
        // version, serial number, algorithm, issuer, validity, subject, key, extensions
        let members = try parts(content.content)
        #expect(members.count == 8)
        #expect(members[3].whole == members[5].whole)
        let validity = try parts(members[4].content).map { String(decoding: $0.content, as: UTF8.self) }
        #expect(validity == ["250101000000Z", "20541225000000Z"])
        let key = try _RSA.Signing.PublicKey(pemRepresentation: PEM.text(members[6].whole, label: "PUBLIC KEY"))
        #expect(key.keySizeInBits == 2048)
        func isValid(_ signature: [UInt8], _ bytes: [UInt8], _ digest: SigningDigest) -> Bool {
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            switch digest {
            case .sha1:
                return key.isValidSignature(signature, for: hash(bytes, Insecure.SHA1()), padding: .insecurePKCS1v1_5)
            case .sha256:
                return key.isValidSignature(signature, for: hash(bytes, SHA256()), padding: .insecurePKCS1v1_5)
            }
        }
        #expect(isValid(Array(seal.content.dropFirst()), content.whole, .sha256))
        let text = Array("Message\nbody\n".utf8)
        for digest in [SigningDigest.sha1, .sha256] {
            let signature = try signing.signature(of: text, by: identity, digest: digest)
            #expect(isValid(signature, text, digest))
            #expect(!isValid(signature, Array("other".utf8), digest))
        }
        // Another process reads the same key.
        let again = try NotificationSigning().signature(of: text, by: identity, digest: .sha1)
        #expect(isValid(again, text, .sha1))
    }

    @Test func `a key that is none is an error`() {
        let identity = SigningIdentity(privateKey: "nonsense", certificate: "")
        #expect(throws: (any Error).self) {
            try NotificationSigning().signature(of: [1], by: identity, digest: .sha1)
        }
    }
}

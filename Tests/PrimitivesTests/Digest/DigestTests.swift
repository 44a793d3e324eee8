import Testing

@testable import QuickstepPrimitives

/// A message and its digest in hexadecimal digits.
struct DigestVector: Sendable, CustomTestStringConvertible {
    let algorithm: DigestAlgorithm
    let message: String
    let digest: String

    init(_ algorithm: DigestAlgorithm, _ message: String, _ digest: String) {
        self.algorithm = algorithm
        self.message = message
        self.digest = digest
    }

    var testDescription: String { "\(self.algorithm.rawValue) of \"\(self.message)\"" }
}

@Suite struct `Message digests` {
    @Test(arguments: published)
    func `a published test vector is met`(vector: DigestVector) {
        #expect(Hex.encode(vector.algorithm.digest(Array(vector.message.utf8))) == vector.digest)
        #expect(vector.algorithm.byteCount * 2 == vector.digest.utf8.count)
    }

    @Test(arguments: millionTimesA)
    func `a million times the letter a has the published digest`(vector: DigestVector) {
        let message = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(Hex.encode(vector.algorithm.digest(message)) == vector.digest)
    }

    /// Every length from 0 to 260 crosses all places where the padding changes; the digests of these messages, taken
    /// together, were computed by an independent implementation.
    @Test(arguments: everyLength)
    func `all lengths around the block boundaries are padded rightly`(vector: DigestVector) {
        var all = Digest(vector.algorithm)
        for length in 0...260 {
            all.update(vector.algorithm.digest((0..<length).map { UInt8(truncatingIfNeeded: $0) }))
        }
        #expect(Hex.encode(all.finalize()) == vector.digest)
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func `a message cut anywhere has the digest of the whole`(algorithm: DigestAlgorithm) {
        let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = algorithm.digest(message)
        for first in [0, 1, 63, 64, 65, 127, 128, 129, 200] {
            for second in [first, first + 1, first + 64, 299, 300] where second >= first && second <= 300 {
                var digest = Digest(algorithm)
                digest.update(message[..<first])
                digest.update(message[first..<second])
                digest.update(message[second...])
                #expect(digest.finalize() == whole, "cut at \(first) and \(second)")
            }
        }
    }

    @Test func `a digest goes on after it was read`() {
        var digest = Digest(.sha256)
        digest.update(Array("ab".utf8))
        #expect(digest.finalize() == DigestAlgorithm.sha256.digest(Array("ab".utf8)))
        digest.update(Array("c".utf8))
        #expect(digest.finalize() == DigestAlgorithm.sha256.digest(Array("abc".utf8)))
    }

    @Test func `bytes that do not lie in one piece are digested too`() {
        let reversed = Array("cba".utf8).lazy.reversed()
        #expect(DigestAlgorithm.sha1.digest(reversed) == DigestAlgorithm.sha1.digest(Array("abc".utf8)))
    }

    @Test func `the algorithms have the names of the language`() {
        #expect(DigestAlgorithm.allCases.map(\.rawValue) == ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"])
        #expect(DigestAlgorithm(rawValue: "sha-256") == nil)
    }

    static let published: [DigestVector] = [
        DigestVector(.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
        DigestVector(.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        DigestVector(.md5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        DigestVector(
            .md5,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "8215ef0796a20bcaaae116d3876c664a"
        ),
        DigestVector(
            .md5,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                + "klmnopqrlmnopqrsmnopqrstnopqrstu",
            "03dd8807a93175fb062dfb55dc7d359c"
        ),
        DigestVector(.md5, "input data", "812f45842bc6d66ee14572ce20db8e86"),
        DigestVector(.sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        DigestVector(.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        DigestVector(.sha1, "message digest", "c12252ceda8be8994d5fa0290a47231c1d16aae3"),
        DigestVector(
            .sha1,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        DigestVector(
            .sha1,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                + "klmnopqrlmnopqrsmnopqrstnopqrstu",
            "a49b2446a02c645bf419f995b67091253a04a259"
        ),
        DigestVector(.sha1, "input data", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
        DigestVector(.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        DigestVector(.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        DigestVector(.sha256, "message digest", "f7846f55cf23e14eebeab5b4e1550cad5b509e3348fbc4efa3a1413d393cb650"),
        DigestVector(
            .sha256,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        DigestVector(
            .sha256,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                + "klmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        DigestVector(.sha256, "input data", "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"),
        DigestVector(
            .sha384,
            "",
            "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fb"
                + "d51ad2f14898b95b"
        ),
        DigestVector(
            .sha384,
            "abc",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc23"
                + "58baeca134c825a7"
        ),
        DigestVector(
            .sha384,
            "message digest",
            "473ed35167ec1f5d8e550368a3db39be54639f828868e9454c239fc8b52e3c61dbd0d8b4de1390c2"
                + "56dcbb5d5fd99cd5"
        ),
        DigestVector(
            .sha384,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6b0455a8520bc4e6f"
                + "5fe95b1fe3c8452b"
        ),
        DigestVector(
            .sha384,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                + "klmnopqrlmnopqrsmnopqrstnopqrstu",
            "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db9"
                + "66c3e9fa91746039"
        ),
        DigestVector(
            .sha384,
            "input data",
            "d28a7d5cf25a74f11a50a18452b75e04bb3d70c9dd0510d6123aa008c756511b87525bdc835ebb27"
                + "e1fb9e9374a15562"
        ),
        DigestVector(
            .sha512,
            "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0"
                + "ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        DigestVector(
            .sha512,
            "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
                + "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        DigestVector(
            .sha512,
            "message digest",
            "107dbf389d9e9f71a3a95f6c055b9251bc5268c2be16d6c13492ea45b0199f3309e16455ab1e9611"
                + "8e8a905d5597b72038ddb372a89826046de66687bb420e7c"
        ),
        DigestVector(
            .sha512,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c33596fd15c13b1b07f9"
                + "aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445"
        ),
        DigestVector(
            .sha512,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
                + "klmnopqrlmnopqrsmnopqrstnopqrstu",
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4"
                + "331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
        ),
        DigestVector(
            .sha512,
            "input data",
            "6ce4adb348546d4f449c4d25aad9a7c9cb711d9e91982d3f0b29ca2f3f47d4ce2deba23bf2954f0f"
                + "1d593fc50283731a533d30d425402d4f91316d871303aac4"
        ),
    ]

    static let millionTimesA: [DigestVector] = [
        DigestVector(.md5, "a, a million times", "7707d6ae4e027c70eea2a935c2296f21"),
        DigestVector(.sha1, "a, a million times", "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        DigestVector(
            .sha256,
            "a, a million times",
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
        DigestVector(
            .sha384,
            "a, a million times",
            "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4eb"
                + "ae97ddd87f3d8985"
        ),
        DigestVector(
            .sha512,
            "a, a million times",
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a"
                + "4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
        ),
    ]

    static let everyLength: [DigestVector] = [
        DigestVector(.md5, "all lengths", "917aa9eb3c5503ede3c7fbf37749c51e"),
        DigestVector(.sha1, "all lengths", "57d7fea532c9b15118a920d62b0f88a9b297f2fc"),
        DigestVector(.sha256, "all lengths", "b462003d0a60fe61db68b56c40eec21e993531dd139094e48ded151822bfadf9"),
        DigestVector(
            .sha384,
            "all lengths",
            "f9d6df1d872ef4e7e2d16e0757021afcd81361d3cacf074f9e07527e6e6e12b3917babb6ab7bd3e9"
                + "42bbcc97295a47f0"
        ),
        DigestVector(
            .sha512,
            "all lengths",
            "0956c25aa2cba477972641067ef9118e2d1faca127309d5283c7b954faf6d75e6ae9a6545d0c6a6c"
                + "9b824b0ce9ccc1a37313c06ad19d7ff430b8c01b27fd9a05"
        ),
    ]
}

/// The compression function of SHA-1 (FIPS 180-4, section 6.1).
enum SHA1 {
    /// The chaining value that every digest starts from, in the low half of each word.
    static let initialState = SIMD8<UInt64>(
        0x6745_2301,
        0xEFCD_AB89,
        0x98BA_DCFE,
        0x1032_5476,
        0xC3D2_E1F0,
        0,
        0,
        0
    )

    /// Folds whole blocks of 64 bytes into the chaining value.
    static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt64>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { schedule in
            var chain = SIMD8<UInt32>(truncatingIfNeeded: state)
            for block in stride(from: 0, to: blocks.count, by: 64) {
                var (a, b, c, d, e) = (chain[0], chain[1], chain[2], chain[3], chain[4])
                for round in 0..<80 {
                    let word: UInt32
                    if round < 16 {
                        let input = blocks.loadUnaligned(fromByteOffset: block &+ round &* 4, as: UInt32.self)
                        word = UInt32(bigEndian: input)
                    } else {
                        let mixed =
                            schedule[(round &- 3) & 15] ^ schedule[(round &- 8) & 15]
                            ^ schedule[(round &- 14) & 15] ^ schedule[round & 15]
                        word = SHA1.rotateLeft(mixed, 1)
                    }
                    schedule[round & 15] = word
                    let mixed: UInt32
                    if round < 20 {
                        mixed = (d ^ (b & (c ^ d))) &+ 0x5A82_7999
                    } else if round < 40 {
                        mixed = (b ^ c ^ d) &+ 0x6ED9_EBA1
                    } else if round < 60 {
                        mixed = ((b & c) | (d & (b | c))) &+ 0x8F1B_BCDC
                    } else {
                        mixed = (b ^ c ^ d) &+ 0xCA62_C1D6
                    }
                    let sum = SHA1.rotateLeft(a, 5) &+ mixed &+ e &+ word
                    (a, b, c, d, e) = (sum, a, SHA1.rotateLeft(b, 30), c, d)
                }
                chain &+= SIMD8(a, b, c, d, e, 0, 0, 0)
            }
            state = SIMD8<UInt64>(truncatingIfNeeded: chain)
        }
    }

    private static func rotateLeft(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &<< count | word &>> (32 &- count)
    }
}

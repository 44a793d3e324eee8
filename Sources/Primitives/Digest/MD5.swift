/// The compression function of MD5 (RFC 1321).
enum MD5 {
    /// The chaining value that every digest starts from, in the low half of each word.
    static let initialState = SIMD8<UInt64>(0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0, 0, 0, 0)

    /// Folds whole blocks of 64 bytes into the chaining value.
    static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt64>) {
        MD5.constants.withUnsafeBufferPointer { constants in
            var chain = SIMD4<UInt32>(truncatingIfNeeded: state.lowHalf)
            for block in stride(from: 0, to: blocks.count, by: 64) {
                var (a, b, c, d) = (chain[0], chain[1], chain[2], chain[3])
                for round in 0..<64 {
                    let mixed: UInt32
                    let word: Int
                    switch round >> 4 {
                    case 0: (mixed, word) = (d ^ (b & (c ^ d)), round)
                    case 1: (mixed, word) = (c ^ (d & (b ^ c)), (5 &* round &+ 1) & 15)
                    case 2: (mixed, word) = (b ^ c ^ d, (3 &* round &+ 5) & 15)
                    default: (mixed, word) = (c ^ (b | ~d), (7 &* round) & 15)
                    }
                    let input = blocks.loadUnaligned(fromByteOffset: block &+ word &* 4, as: UInt32.self)
                    let sum = a &+ mixed &+ constants[round] &+ UInt32(littleEndian: input)
                    let shift = MD5.shift(round)
                    (a, d, c, b) = (d, c, b, b &+ (sum &<< shift | sum &>> (32 &- shift)))
                }
                chain &+= SIMD4(a, b, c, d)
            }
            state.lowHalf = SIMD4<UInt64>(truncatingIfNeeded: chain)
        }
    }

    /// The left rotations: four for each group of sixteen rounds, one byte each.
    private static func shift(_ round: Int) -> UInt32 {
        let group: UInt32
        switch round >> 4 {
        case 0: group = 0x1611_0C07
        case 1: group = 0x140E_0905
        case 2: group = 0x1710_0B04
        default: group = 0x150F_0A06
        }
        return group &>> UInt32(truncatingIfNeeded: (round & 3) &* 8) & 0xFF
    }

    /// The whole part of 2³² times the absolute sine of 1, 2, … 64.
    private static let constants: [UInt32] = [
        0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A, 0xA830_4613, 0xFD46_9501,
        0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE, 0x6B90_1122, 0xFD98_7193, 0xA679_438E, 0x49B4_0821,
        0xF61E_2562, 0xC040_B340, 0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D, 0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8,
        0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED, 0xA9E3_E905, 0xFCEF_A3F8, 0x676F_02D9, 0x8D2A_4C8A,
        0xFFFA_3942, 0x8771_F681, 0x6D9D_6122, 0xFDE5_380C, 0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70,
        0x289B_7EC6, 0xEAA1_27FA, 0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665,
        0xF429_2244, 0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92, 0xFFEF_F47D, 0x8584_5DD1,
        0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1, 0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB, 0xEB86_D391,
    ]
}

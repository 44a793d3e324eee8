import QuickstepJSON

/// A generator whose draws depend on its seed alone (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension JSONValue {
    /// Draws a value of any type, nested up to a few levels.
    static func random(using generator: inout SeededGenerator, levels: Int = 4) -> JSONValue {
        switch Int.random(in: 0..<(levels > 0 ? 10 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(.random(using: &generator))
        case 2: .number(JSONNumber(Int64.random(in: .min ... .max, using: &generator)))
        case 3: .number(.randomDouble(using: &generator))
        case 4: .number(JSONNumber(Int.random(in: -1000...1000, using: &generator)))
        case 5: .string(.random(using: &generator))
        case 6, 7:
            .array(
                (0..<Int.random(in: 0..<6, using: &generator)).map { _ in .random(using: &generator, levels: levels - 1)
                }
            )
        default:
            .object(
                JSONObject(
                    (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
                        (String.random(using: &generator), .random(using: &generator, levels: levels - 1))
                    }
                )
            )
        }
    }
}

extension JSONNumber {
    /// Draws a finite double of any magnitude.
    static func randomDouble(using generator: inout SeededGenerator) -> JSONNumber {
        let value = Double(bitPattern: generator.next())
        return JSONNumber(value) ?? JSONNumber(0)
    }
}

extension String {
    /// Draws a string with all that is difficult in JSON.
    static func random(using generator: inout SeededGenerator) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "b", "z", "0", " ", "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{8}", "\u{C}", "\u{1F}", "\u{7F}",
            "é",
            "e", "\u{301}", "ß", "€", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{2028}", "😀", "\u{10FFFF}", "中",
        ]
        var result = ""
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            result.unicodeScalars.append(alphabet[Int.random(in: alphabet.indices, using: &generator)])
        }
        return result
    }
}

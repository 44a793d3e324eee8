extension IntegerPicture.Numerals {
    // MARK: Letters

    /// `a` to `z`, then `aa`, `ab` and so on.
    static func letters(_ value: Double, isUpper: Bool) -> String {
        var letters: [UInt8] = []
        var rest = value
        let first = isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")
        while rest >= 1 {
            letters.append(first + UInt8((rest - 1).truncatingRemainder(dividingBy: 26)))
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The number of letters.
    static func number(ofLetters text: String, isUpper: Bool) -> Double {
        let first = isUpper ? 65.0 : 97.0
        return text.unicodeScalars.reduce(0) { $0 * 26 + Double($1.value) - first + 1 }
    }

    // MARK: Roman numerals

    private static let romanNumerals: [(value: Double, text: String)] = [
        (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
        (5, "v"), (4, "iv"), (1, "i"),
    ]

    /// The numerals of a number, in lower case.
    static func roman(_ value: Double) -> String {
        let thousands = Value.integer(value / 1_000, in: 0...(1 << 40))
        var text = String(repeating: "m", count: thousands)
        var rest = value - Double(thousands) * 1_000
        for numeral in self.romanNumerals {
            while rest >= numeral.value {
                text += numeral.text
                rest -= numeral.value
            }
        }
        return text
    }

    /// The number of numerals in upper case; what is no numeral counts as nothing.
    static func number(ofRoman text: String) -> Double {
        var number = 0.0
        var greatest = 1.0
        for scalar in text.unicodeScalars.reversed() {
            let value: Double =
                switch scalar {
                case "M": 1_000
                case "D": 500
                case "C": 100
                case "L": 50
                case "X": 10
                case "V": 5
                case "I": 1
                default: .nan
                }
            if value < greatest {
                number -= value
            } else {
                greatest = value
                number += value
            }
        }
        return number
    }
}

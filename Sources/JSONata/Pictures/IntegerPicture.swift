import QuickstepJSON

/// How an integer is written, such as `#,##0`, `Ww` or `1;o`.
struct IntegerPicture {
    /// The kinds of numerals.
    enum Numerals: Equatable {
        case digits
        case letters
        case roman
        case words
        /// Anything else, which is not supported.
        case sequence(String)
    }

    /// The case of letters.
    enum Case {
        case lower
        case upper
        case title
    }

    /// A sign between digits, and how many digits stand to the right of it.
    struct Separator {
        let position: Int
        let sign: Unicode.Scalar
    }

    private(set) var numerals = Numerals.digits
    private(set) var letterCase = Case.lower
    private(set) var isOrdinal = false
    private(set) var zero: UInt32 = 0x30
    var mandatoryDigits = 0
    private(set) var optionalDigits = 0

    /// The signs between digits, from the right; or the one that is repeated.
    private(set) var separators: [Separator] = []
    private(set) var isRegular = false

    /// How many digits are read, where another integer follows at once.
    var parseWidth: Int?

    /// Reads a picture.
    init(_ picture: String) throws(JSONataError) {
        var primary = Substring(picture)
        if let semicolon = picture.lastIndex(of: ";") {
            primary = picture[..<semicolon]
            self.isOrdinal = picture[picture.index(after: semicolon)...].first == "o"
        }
        switch primary {
        case "A", "a": self.numerals = .letters
        case "I", "i": self.numerals = .roman
        case "W", "Ww", "w": self.numerals = .words
        default: try self.readDigits(String(primary))
        }
        if primary == "Ww" {
            self.letterCase = .title
        } else if self.numerals != .digits, primary == "A" || primary == "I" || primary == "W" {
            self.letterCase = .upper
        }
    }

    private mutating func readDigits(_ primary: String) throws(JSONataError) {
        var family: UInt32?
        var position = 0
        for scalar in primary.unicodeScalars.reversed() {
            if let digit = Self.digit(scalar) {
                position += 1
                self.mandatoryDigits += 1
                let zero = scalar.value - digit
                if let family, family != zero { throw JSONataError("D3131") }
                family = zero
            } else if scalar == "#" {
                position += 1
                self.optionalDigits += 1
            } else {
                self.separators.append(Separator(position: position, sign: scalar))
            }
        }
        guard let family else {
            self.numerals = .sequence(primary)
            return
        }
        self.zero = family
        let interval = Self.interval(self.separators)
        if interval > 0, let first = self.separators.first {
            self.isRegular = true
            self.separators = [Separator(position: interval, sign: first.sign)]
        }
    }

    /// The value of a decimal digit of any script of the basic plane.
    private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
        guard scalar.value < 0x1_0000, scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.map { UInt32($0) }
    }

    /// The interval at which one and the same sign is repeated, 0 where there is none.
    private static func interval(_ separators: [Separator]) -> Int {
        guard let sign = separators.first?.sign, separators.allSatisfy({ $0.sign == sign }) else { return 0 }
        return Grouping.interval(of: separators.map(\.position))
    }

    // MARK: Writing

    /// The text of an integral number.
    func text(of number: Double, _ run: Evaluation) throws(JSONataError) -> String {
        let isNegative = number < 0
        let value = number.magnitude
        let text: String
        switch self.numerals {
        case .letters: text = Numerals.letters(value, isUpper: self.letterCase == .upper)
        case .roman:
            try run.allocate(text: Value.integer(value / 1_000, in: 0...(1 << 40)))
            let lower = Numerals.roman(value)
            text = self.letterCase == .upper ? lower.uppercased() : lower
        case .words:
            let words = NumberWords.words(value, isOrdinal: self.isOrdinal)
            switch self.letterCase {
            case .lower: text = words.lowercased()
            case .upper: text = words.uppercased()
            case .title: text = words
            }
        case .digits: text = self.digits(value)
        case .sequence(let token): throw Self.unsupported(token)
        }
        return isNegative ? "-" + text : text
    }

    private func digits(_ value: Double) -> String {
        var digits = Array(NumberText.text(of: value).unicodeScalars)
        let missing = min(self.mandatoryDigits, 10_000) - digits.count
        if missing > 0 { digits.insert(contentsOf: repeatElement("0", count: missing), at: 0) }
        if self.zero != 0x30 {
            digits = digits.map { digit in
                (0x30...0x39).contains(digit.value)
                    ? Unicode.Scalar(digit.value - 0x30 + self.zero) ?? digit : digit
            }
        }
        if self.isRegular, let separator = self.separators.first {
            var place = digits.count - separator.position
            while place > 0 {
                digits.insert(separator.sign, at: place)
                place -= separator.position
            }
        } else {
            for separator in self.separators.reversed() {
                digits.insert(separator.sign, at: max(0, digits.count - separator.position))
            }
        }
        var text = String(String.UnicodeScalarView(digits))
        if self.isOrdinal { text += Self.suffix(digits) }
        return text
    }

    private static func suffix(_ digits: [Unicode.Scalar]) -> String {
        if digits.count > 1, digits[digits.count - 2] == "1" { return "th" }
        switch digits.last {
        case "1": return "st"
        case "2": return "nd"
        case "3": return "rd"
        default: return "th"
        }
    }

    static func unsupported(_ token: String) -> JSONataError {
        JSONataError("D3130", JSONataErrorDetails(value: .string(token)))
    }
}

/// The places of separators.
enum Grouping {
    /// The interval of places that are all multiples of it without a gap, 0 where there is none.
    static func interval(of positions: [Int]) -> Int {
        guard !positions.isEmpty else { return 0 }
        let interval = positions.reduce(0) { Self.greatestDivisor($0, $1) }
        guard interval > 0 else { return 0 }
        for count in 1...positions.count where !positions.contains(count * interval) { return 0 }
        return interval
    }

    private static func greatestDivisor(_ first: Int, _ second: Int) -> Int {
        var (first, second) = (first, second)
        while second != 0 { (first, second) = (second, first % second) }
        return first
    }
}

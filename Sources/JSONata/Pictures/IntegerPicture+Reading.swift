import QuickstepJSON

extension IntegerPicture {
    /// A pattern of what is read, for pictures that hold several numbers.
    func pattern() throws(JSONataError) -> String {
        switch self.numerals {
        case .letters: return self.letterCase == .upper ? "[A-Z]+" : "[a-z]+"
        case .roman: return self.letterCase == .upper ? "[MDCLXVI]+" : "[mdclxvi]+"
        case .words: return "(?:" + NumberWords.values.map(\.word).joined(separator: "|") + "|and|[\\-, ])+"
        case .digits:
            let count = self.parseWidth.map { "{\($0)}" } ?? "+"
            return "[0-9]" + count + (self.isOrdinal ? "(?:th|st|nd|rd)" : "")
        case .sequence(let token): throw Self.unsupported(token)
        }
    }

    /// The number that a text stands for, nil where it is none.
    func number(of text: String) throws(JSONataError) -> Double? {
        let number: Double?
        switch self.numerals {
        case .letters: number = Numerals.number(ofLetters: text, isUpper: self.letterCase == .upper)
        case .roman: number = Numerals.number(ofRoman: self.letterCase == .upper ? text : text.uppercased())
        case .words: number = NumberWords.number(of: text.lowercased())
        case .digits: number = self.number(ofDigits: text)
        case .sequence(let token): throw Self.unsupported(token)
        }
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    private func number(ofDigits text: String) -> Double? {
        var scalars = Array(text.unicodeScalars)
        if self.isOrdinal { scalars = scalars.dropLast(2) }
        // The reference implementation takes a comma for the sign that is repeated, whichever it is.
        let signs: [Unicode.Scalar] = self.isRegular ? [","] : self.separators.map(\.sign)
        scalars.removeAll { signs.contains($0) }
        if self.zero != 0x30 {
            scalars = scalars.map { scalar in
                scalar.value >= self.zero ? Unicode.Scalar(scalar.value - self.zero + 0x30) ?? scalar : scalar
            }
        }
        return Self.leadingInteger(scalars)
    }

    /// The number at the beginning of a text, as `parseInt` reads it.
    static func leadingInteger(_ scalars: [Unicode.Scalar]) -> Double? {
        var rest = scalars.drop { $0.properties.isWhitespace }
        var sign = ""
        if let first = rest.first, first == "-" || first == "+" {
            sign = first == "-" ? "-" : ""
            rest = rest.dropFirst()
        }
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return nil }
        return Double(sign + String(String.UnicodeScalarView(digits)))
    }
}

/// Takes a number picture apart, and refuses what is malformed.
struct SubPictureParser {
    private let symbols: NumberSymbols
    private let digits: [String]

    /// The pieces of a picture.
    private struct Pieces {
        let whole: [String]
        let prefix: [String]
        let suffix: [String]
        let active: [String]
        let mantissa: [String]
        let exponent: [String]?
        let integer: [String]
        let fraction: [String]
    }

    init(_ symbols: NumberSymbols) {
        self.symbols = symbols
        self.digits = symbols.digits
    }

    /// Reads a picture.
    func subPicture(_ text: String) throws(JSONataError) -> NumberPicture.SubPicture {
        let pieces = self.pieces(text)
        if let code = self.fault(of: pieces, text) { throw JSONataError(code) }
        let hasExponent = pieces.exponent != nil
        var integerMin = self.count(pieces.integer, optional: false)
        let scale = integerMin
        var fractionMin = self.count(pieces.fraction, optional: false)
        var fractionMax = self.count(pieces.fraction, optional: true)
        if integerMin == 0, fractionMax == 0 {
            if hasExponent {
                fractionMin = 1
                fractionMax = 1
            } else {
                integerMin = 1
            }
        }
        if hasExponent, integerMin == 0, pieces.integer.contains(self.symbols.digit) { integerMin = 1 }
        if integerMin == 0, fractionMin == 0 { fractionMin = 1 }
        let groups = self.groups(pieces.integer, fromRight: true)
        return NumberPicture.SubPicture(
            prefix: pieces.prefix.joined(),
            suffix: pieces.suffix.joined(),
            hasPercent: self.holds(text, self.symbols.percent),
            hasPerMille: self.holds(text, self.symbols.perMille),
            hasDecimalSeparator: self.holds(text, self.symbols.decimalSeparator),
            integerMin: integerMin,
            fractionMin: fractionMin,
            fractionMax: fractionMax,
            exponentMin: self.count(pieces.exponent ?? [], optional: false),
            scale: scale,
            groupingInterval: Grouping.interval(of: groups),
            integerGroups: groups,
            fractionGroups: self.groups(pieces.fraction, fromRight: false)
        )
    }

    private func pieces(_ text: String) -> Pieces {
        let letters = text.unicodeScalars.map { String($0) }
        func isActive(_ letter: String) -> Bool { self.isActive(letter) && letter != self.symbols.exponentSeparator }
        var prefix: [String] = []
        var suffix: [String] = []
        var active = letters
        if let first = letters.firstIndex(where: isActive), let last = letters.lastIndex(where: isActive) {
            prefix = Array(letters[..<first])
            suffix = Array(letters[(last + 1)...])
            active = Array(letters[first...last])
        }
        var mantissa = active
        var exponent: [String]?
        if let place = active.firstIndex(of: self.symbols.exponentSeparator) {
            mantissa = Array(active[..<place])
            exponent = Array(active[(place + 1)...])
        }
        var integer = mantissa
        var fraction: [String] = []
        if let place = mantissa.firstIndex(of: self.symbols.decimalSeparator) {
            integer = Array(mantissa[..<place])
            fraction = Array(mantissa[(place + 1)...])
        }
        return Pieces(
            whole: letters,
            prefix: prefix,
            suffix: suffix,
            active: active,
            mantissa: mantissa,
            exponent: exponent,
            integer: integer,
            fraction: fraction
        )
    }

    /// The code of what is wrong; of several faults, the reference implementation names the last.
    private func fault(of pieces: Pieces, _ text: String) -> String? {
        var code: String?
        let symbols = self.symbols
        if self.isRepeated(text, symbols.decimalSeparator) { code = "D3081" }
        if self.isRepeated(text, symbols.percent) { code = "D3082" }
        if self.isRepeated(text, symbols.perMille) { code = "D3083" }
        let isScaled = self.holds(text, symbols.percent) || self.holds(text, symbols.perMille)
        if self.holds(text, symbols.percent), self.holds(text, symbols.perMille) { code = "D3084" }
        if !pieces.mantissa.contains(where: { self.digits.contains($0) || $0 == symbols.digit }) { code = "D3085" }
        if pieces.active.contains(where: { !self.isActive($0) }) { code = "D3086" }
        if let place = pieces.whole.firstIndex(of: symbols.decimalSeparator) {
            let isBefore = place > 0 && pieces.whole[place - 1] == symbols.groupingSeparator
            let isBehind = place + 1 < pieces.whole.count && pieces.whole[place + 1] == symbols.groupingSeparator
            if isBefore || isBehind { code = "D3087" }
        } else if pieces.integer.last == symbols.groupingSeparator {
            code = "D3088"
        }
        if self.holds(text, symbols.groupingSeparator + symbols.groupingSeparator) { code = "D3089" }
        if let place = pieces.integer.firstIndex(of: symbols.digit),
            pieces.integer[..<place].contains(where: { self.digits.contains($0) })
        {
            code = "D3090"
        }
        if let place = pieces.fraction.lastIndex(of: symbols.digit),
            pieces.fraction[place...].contains(where: { self.digits.contains($0) })
        {
            code = "D3091"
        }
        if let exponent = pieces.exponent {
            if !exponent.isEmpty, isScaled { code = "D3092" }
            if exponent.isEmpty || !exponent.allSatisfy({ self.digits.contains($0) }) { code = "D3093" }
        }
        return code
    }

    private func isActive(_ letter: String) -> Bool {
        self.digits.contains(letter) || letter == self.symbols.decimalSeparator
            || letter == self.symbols.exponentSeparator || letter == self.symbols.groupingSeparator
            || letter == self.symbols.digit || letter == self.symbols.patternSeparator
    }

    private func holds(_ text: String, _ part: String) -> Bool {
        TextSearch.firstRange(of: part, in: text) != nil
    }

    private func isRepeated(_ text: String, _ part: String) -> Bool {
        guard !part.isEmpty, let first = TextSearch.firstRange(of: part, in: text) else { return false }
        return TextSearch.firstRange(of: part, in: text, from: first.upperBound) != nil
    }

    /// How many digits a piece has, optional ones included or not.
    private func count(_ piece: [String], optional: Bool) -> Int {
        piece.count { self.digits.contains($0) || (optional && $0 == self.symbols.digit) }
    }

    /// How many digits stand between each separator and the point.
    private func groups(_ piece: [String], fromRight: Bool) -> [Int] {
        piece.indices.filter { piece[$0] == self.symbols.groupingSeparator }.map { place in
            self.count(Array(fromRight ? piece[place...] : piece[..<place]), optional: true)
        }
    }
}

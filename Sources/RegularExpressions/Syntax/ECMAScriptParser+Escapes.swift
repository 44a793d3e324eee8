extension ECMAScriptParser {
    /// An escape outside of a class, and whether a quantifier may follow.
    mutating func escape() throws(RegularExpressionError) -> (PatternNode, Bool) {
        let start = self.scanner.position
        self.scanner.position += 1
        switch self.scanner.nextASCII {
        case "b", "B":
            let isNegated = self.scanner.take("B")
            if !isNegated { self.scanner.position += 1 }
            let isFolded = self.flags.caseRule == .folding
            return (.assertion(.wordBoundary(isNegated: isNegated, isFolded: isFolded)), false)
        case .some("1"..."9"):
            if let node = try self.numberedReference(from: start) { return (node, true) }
        case "k" where self.readsNames:
            self.scanner.position += 1
            guard self.scanner.take("<"), let name = self.scanner.groupName() else {
                throw self.scanner.error("Expected the name of a group in '<' and '>'", at: start)
            }
            guard let group = self.groupNames.first(where: { $0.name == name })?.group else {
                throw self.scanner.error("There is no group '\(name)'", at: start)
            }
            return (.backReference(group, self.flags.caseRule), true)
        default:
            break
        }
        if let set = try self.classEscape(from: start) {
            return (self.add(set.characterClass(isNegated: false, caseRule: self.flags.caseRule)), true)
        }
        return (self.literal(try self.characterEscape(from: start, isInClass: false)), true)
    }

    /// `\1`: a reference where there are so many groups, and else, without the flag u, an octal number or a digit.
    private mutating func numberedReference(from start: Int) throws(RegularExpressionError) -> PatternNode? {
        let digits = self.scanner.position
        if let number = self.scanner.decimal(), number <= self.groupCount {
            return .backReference(number, self.flags.caseRule)
        }
        self.scanner.position = digits
        guard !self.flags.isUnicode else { throw self.scanner.error("There is no such group", at: start) }
        return nil
    }

    /// `\d` and its like, behind the backslash; nil, and nothing is taken, where there is none.
    mutating func classEscape(from start: Int) throws(RegularExpressionError) -> CharacterSet? {
        guard let letter = self.scanner.nextASCII else { return nil }
        var word = CodePointRanges.wordCharacters
        if self.flags.caseRule == .folding { word.add(.foldedWordCharacters) }
        let set: CharacterSet
        switch letter {
        case "d": set = CharacterSet(ranges: .digits)
        case "D": set = CharacterSet(ranges: CodePointRanges.digits.complement)
        case "w": set = CharacterSet(ranges: word)
        case "W": set = CharacterSet(ranges: word.complement)
        case "s": set = CharacterSet(ranges: .whiteSpace)
        case "S": set = CharacterSet(ranges: CodePointRanges.whiteSpace.complement)
        case "p" where self.flags.isUnicode, "P" where self.flags.isUnicode:
            self.scanner.position += 1
            return try self.property(isNegated: letter == "P", from: start)
        default: return nil
        }
        self.scanner.position += 1
        return set
    }

    /// `{Name}` or `{General_Category=Name}` behind `\p`.
    private mutating func property(isNegated: Bool, from start: Int) throws(RegularExpressionError) -> CharacterSet {
        guard self.scanner.take("{") else { throw self.scanner.error("Expected the name of a property", at: start) }
        var text = String.UnicodeScalarView()
        while let scalar = self.scanner.nextASCII, scalar != "}" {
            text.append(scalar)
            self.scanner.position += 1
        }
        guard self.scanner.take("}") else { throw self.scanner.error("Expected the name of a property", at: start) }
        let parts = String(text).split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        var property: UnicodeProperty?
        if parts.count == 1 {
            property = UnicodeProperty(name: parts[0])
        } else if parts.count == 2, parts[0] == "General_Category" || parts[0] == "gc" {
            property = UnicodeProperty.category(named: parts[1]).map(UnicodeProperty.category)
        }
        guard let property else {
            let message = "The property '\(String(text))' is not supported"
            throw self.scanner.error(message, at: start, isUnsupported: true)
        }
        return CharacterSet(properties: [PropertyTest(property: property, isNegated: isNegated)])
    }

    /// The character that an escape means, behind the backslash.
    mutating func characterEscape(from start: Int, isInClass: Bool) throws(RegularExpressionError) -> UInt32 {
        guard let code = self.scanner.next else {
            throw self.scanner.error("A backslash must be followed by a character", at: start)
        }
        let after = self.scanner.ascii(at: self.scanner.position + 1)
        switch self.scanner.nextASCII {
        case "t": return self.taking(0x09)
        case "n": return self.taking(0x0A)
        case "v": return self.taking(0x0B)
        case "f": return self.taking(0x0C)
        case "r": return self.taking(0x0D)
        case "b" where isInClass: return self.taking(0x08)
        case "-" where isInClass: return self.taking(0x2D)
        case "0" where !(after.map { ("0"..."9").contains($0) } ?? false): return self.taking(0)
        case "c":
            if let after, after.properties.isAlphabetic || (isInClass && !self.flags.isUnicode && after.isWordDigit) {
                self.scanner.position += 2
                return after.value % 32
            }
            guard !self.flags.isUnicode else { throw self.scanner.error("Expected a letter after '\\c'", at: start) }
            // The backslash stands for itself, and the letter c will be read again.
            return 0x5C
        case "x":
            self.scanner.position += 1
            if let value = self.scanner.hexadecimal(digits: 2) { return value }
            return try self.itself("x", from: start)
        case "u":
            self.scanner.position += 1
            if let value = self.unicodeEscape() { return value }
            return try self.itself("u", from: start)
        default:
            break
        }
        if self.flags.isUnicode {
            let isSyntax = self.scanner.nextASCII.map { "^$\\.*+?()[]{}|/".unicodeScalars.contains($0) } ?? false
            guard isSyntax else { throw self.scanner.error("There is no such escape", at: start) }
        } else if let value = self.scanner.octal() {
            return value
        } else if code == 0x6B, self.readsNames {
            throw self.scanner.error("Expected the name of a group", at: start)
        }
        return self.taking(code)
    }

    private mutating func taking(_ code: UInt32) -> UInt32 {
        self.scanner.position += 1
        return code
    }

    /// A letter that begins no escape after all; with the flag u that is a mistake.
    private func itself(_ letter: Unicode.Scalar, from start: Int) throws(RegularExpressionError) -> UInt32 {
        guard !self.flags.isUnicode else {
            throw self.scanner.error("Expected hexadecimal digits after '\\\(letter)'", at: start)
        }
        return letter.value
    }

    /// `HHHH`, `{H…}`, or with the flag u the two halves of a pair, behind `\u`.
    private mutating func unicodeEscape() -> UInt32? {
        if self.flags.isUnicode, let value = self.scanner.bracedHexadecimal() { return value }
        guard let value = self.scanner.hexadecimal(digits: 4) else { return nil }
        guard self.flags.isUnicode, (0xD800...0xDBFF).contains(value) else { return value }
        let start = self.scanner.position
        if self.scanner.take("\\u"), let trail = self.scanner.hexadecimal(digits: 4), (0xDC00...0xDFFF).contains(trail)
        {
            return 0x10000 + (value - 0xD800) << 10 + (trail - 0xDC00)
        }
        self.scanner.position = start
        return value
    }
}

extension Unicode.Scalar {
    fileprivate var isWordDigit: Bool { ("0"..."9").contains(self) || self == "_" }
}

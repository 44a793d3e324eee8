extension JavaParser {
    /// An escape outside of a class.
    mutating func escape() throws(RegularExpressionError) -> PatternNode {
        let start = self.scanner.position
        self.scanner.position += 1
        let isUnix = self.flags.isUnix
        switch self.scanner.nextASCII {
        case "A": return self.taking(.assertion(.start))
        case "z": return self.taking(.assertion(.end))
        case "Z": return self.taking(.assertion(.javaEnd(isUnix: isUnix)))
        case "B": return self.taking(.assertion(.wordBoundary(isNegated: true, isFolded: false)))
        case "b" where self.scanner.ascii(at: self.scanner.position + 1) != "{":
            return self.taking(.assertion(.wordBoundary(isNegated: false, isFolded: false)))
        case "R":
            self.scanner.position += 1
            let one = self.add(CharacterClass(.javaVerticalSpace))
            return .alternatives([.sequence([.character(0x0D, .exact), .character(0x0A, .exact)]), one])
        case "k":
            self.scanner.position += 1
            guard self.scanner.take("<"), let name = self.groupName() else {
                throw self.scanner.error("Expected the name of a group in '<' and '>'", at: start)
            }
            guard let group = self.groupNames.first(where: { $0.name == name })?.group else {
                throw self.scanner.error("There is no group '\(name)' before its reference", at: start)
            }
            return .backReference(group, self.flags.caseRule)
        case .some("1"..."9"):
            return try self.numberedReference(from: start)
        default:
            if let set = try self.classEscape(from: start) {
                return self.add(set.characterClass(isNegated: false, caseRule: self.flags.caseRule))
            }
            return self.literal(try self.characterEscape(from: start))
        }
    }

    private mutating func taking(_ node: PatternNode) -> PatternNode {
        self.scanner.position += 1
        return node
    }

    /// As many digits as name a group that has been opened; the first of them always belongs to the reference.
    private mutating func numberedReference(from start: Int) throws(RegularExpressionError) -> PatternNode {
        var number = 0
        while let digit = self.scanner.nextASCII, ("0"..."9").contains(digit) {
            let longer = number * 10 + Int(digit.value - 48)
            guard number == 0 || longer <= self.groupCount else { break }
            number = longer
            self.scanner.position += 1
        }
        guard number <= self.groupCount else {
            let message = "A reference to a group that does not stand before it is not supported"
            throw self.scanner.error(message, at: start, isUnsupported: true)
        }
        return .backReference(number, self.flags.caseRule)
    }

    /// `\d` and its like, behind the backslash; nil, and nothing is taken, where there is none.
    mutating func classEscape(from start: Int) throws(RegularExpressionError) -> CharacterSet? {
        let ranges: CodePointRanges
        switch self.scanner.nextASCII {
        case "d": ranges = .digits
        case "D": ranges = CodePointRanges.digits.complement
        case "w": ranges = .wordCharacters
        case "W": ranges = CodePointRanges.wordCharacters.complement
        case "s": ranges = .javaWhiteSpace
        case "S": ranges = CodePointRanges.javaWhiteSpace.complement
        case "h": ranges = .javaHorizontalSpace
        case "H": ranges = CodePointRanges.javaHorizontalSpace.complement
        case "v": ranges = .javaVerticalSpace
        case "V": ranges = CodePointRanges.javaVerticalSpace.complement
        case "p", "P":
            let isNegated = self.scanner.take("P")
            if !isNegated { self.scanner.position += 1 }
            return try self.property(isNegated: isNegated, from: start)
        default: return nil
        }
        self.scanner.position += 1
        return CharacterSet(ranges: ranges)
    }

    /// `{Name}` or one letter, behind `\p`.
    private mutating func property(isNegated: Bool, from start: Int) throws(RegularExpressionError) -> CharacterSet {
        var name = String.UnicodeScalarView()
        if self.scanner.take("{") {
            while let scalar = self.scanner.nextASCII, scalar != "}" {
                name.append(scalar)
                self.scanner.position += 1
            }
            guard self.scanner.take("}") else {
                throw self.scanner.error("Expected the name of a property", at: start)
            }
        } else if let scalar = self.scanner.nextASCII {
            name.append(scalar)
            self.scanner.position += 1
        }
        let text = String(name)
        if let ranges = CodePointRanges.posixClass(named: text) {
            return CharacterSet(ranges: isNegated ? ranges.complement : ranges)
        }
        guard let property = Self.property(named: text) else {
            throw self.scanner.error("The property '\(text)' is not supported", at: start, isUnsupported: true)
        }
        return CharacterSet(properties: [PropertyTest(property: property, isNegated: isNegated)])
    }

    /// `Lu`, `IsLu` or `gc=Lu`, and the binary properties, which begin with `Is`.
    private static func property(named name: String) -> UnicodeProperty? {
        let parts = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, ["gc", "general_category"].contains(parts[0].lowercased()) {
            return UnicodeProperty.category(named: parts[1]).map(UnicodeProperty.category)
        }
        guard name.hasPrefix("Is") else { return UnicodeProperty.category(named: name).map(UnicodeProperty.category) }
        let rest = String(name.dropFirst(2))
        return switch rest.lowercased() {
        case "alphabetic": .alphabetic
        case "lowercase": .lowercase
        case "uppercase": .uppercase
        case "white_space", "whitespace": .whiteSpace
        case "ideographic": .ideographic
        default: UnicodeProperty.category(named: rest).map(UnicodeProperty.category)
        }
    }

    /// The character that an escape means, behind the backslash.
    mutating func characterEscape(from start: Int) throws(RegularExpressionError) -> UInt32 {
        guard let code = self.scanner.advance() else {
            throw self.scanner.error("A backslash must be followed by a character", at: start)
        }
        guard code < 0x80, let letter = Unicode.Scalar(code) else { return code }
        switch letter {
        case "t": return 0x09
        case "n": return 0x0A
        case "f": return 0x0C
        case "r": return 0x0D
        case "a": return 0x07
        case "e": return 0x1B
        case "0":
            if let value = self.scanner.octal() { return value }
            throw self.scanner.error("Expected octal digits after '\\0'", at: start)
        case "c":
            guard let control = self.scanner.advance() else {
                throw self.scanner.error("Expected a character after '\\c'", at: start)
            }
            return control ^ 0x40
        case "x":
            if let value = self.scanner.hexadecimal(digits: 2) ?? self.scanner.bracedHexadecimal() { return value }
            throw self.scanner.error("Expected hexadecimal digits after '\\x'", at: start)
        case "u":
            guard let value = self.scanner.hexadecimal(digits: 4) else {
                throw self.scanner.error("Expected four hexadecimal digits after '\\u'", at: start)
            }
            return self.joinedWithTrail(value)
        default:
            // Java keeps letters for escapes to come; any other character stands for itself.
            guard !letter.properties.isAlphabetic, !("0"..."9").contains(letter) else {
                let message = "The escape '\\\(letter)' is not supported"
                throw self.scanner.error(message, at: start, isUnsupported: "GXNb".unicodeScalars.contains(letter))
            }
            return code
        }
    }

    /// A lead surrogate with the escape of a trail surrogate behind it is one character.
    private mutating func joinedWithTrail(_ lead: UInt32) -> UInt32 {
        let start = self.scanner.position
        guard (0xD800...0xDBFF).contains(lead), self.scanner.take("\\u"),
            let trail = self.scanner.hexadecimal(digits: 4), (0xDC00...0xDFFF).contains(trail)
        else {
            self.scanner.position = start
            return lead
        }
        return 0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00)
    }
}

extension CodePointRanges {
    /// The classes that POSIX names, of ASCII characters only.
    fileprivate static func posixClass(named name: String) -> CodePointRanges? {
        switch name {
        case "Lower": [0x61...0x7A]
        case "Upper": [0x41...0x5A]
        case "ASCII": [0...0x7F]
        case "Alpha": [0x41...0x5A, 0x61...0x7A]
        case "Digit": [0x30...0x39]
        case "Alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
        case "Punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
        case "Graph": [0x21...0x7E]
        case "Print": [0x20...0x7E]
        case "Blank": [0x09...0x09, 0x20...0x20]
        case "Cntrl": [0...0x1F, 0x7F...0x7F]
        case "XDigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
        case "Space": .javaWhiteSpace
        default: nil
        }
    }
}

/// Reads a pattern of JavaScript: ECMA-262, section 22.2.1, without the flag `u` with the leniencies of B.1.2.
struct ECMAScriptParser {
    let flags: ECMAScriptFlags
    var scanner: PatternScanner
    var classes: [CharacterClass] = []

    /// How many groups have been opened so far.
    private var openedGroups = 0

    /// How many groups there are: references may stand before their groups, and numbers mean other things without them.
    private(set) var groupCount = 0
    private(set) var groupNames: [GroupName] = []

    /// Whether `\k` begins a reference (the grammar's parameter NamedCaptureGroups).
    var readsNames: Bool { self.flags.isUnicode || !self.groupNames.isEmpty }

    init(_ pattern: String, flags: ECMAScriptFlags) {
        self.flags = flags
        self.scanner = PatternScanner(pattern, inCodePoints: flags.isUnicode)
    }

    mutating func pattern() throws(RegularExpressionError) -> ParsedPattern {
        try self.countGroups()
        let root = try self.alternatives()
        guard self.scanner.isAtEnd else { throw self.scanner.error("Unmatched ')'") }
        return ParsedPattern(
            root: root,
            classes: self.classes,
            groupCount: self.groupCount,
            groupNames: self.groupNames,
            readsCodePoints: self.flags.isUnicode
        )
    }

    /// Counts the groups and notes their names, before anything is read.
    private mutating func countGroups() throws(RegularExpressionError) {
        var isInClass = false
        while let code = self.scanner.advance() {
            switch Unicode.Scalar(code) {
            case "\\":
                _ = self.scanner.advance()
            case "[":
                isInClass = true
            case "]":
                isInClass = false
            case "(" where !isInClass:
                if self.scanner.starts(with: "?") {
                    guard self.scanner.starts(with: "?<"), !self.scanner.starts(with: "?<="),
                        !self.scanner.starts(with: "?<!")
                    else { continue }
                    let start = self.scanner.position
                    self.scanner.position += 2
                    // What is no name is refused when the group is read, as part of what stands before it may be.
                    guard let name = self.scanner.groupName() else { continue }
                    guard !self.groupNames.contains(where: { $0.name == name }) else {
                        throw self.scanner.error("The name '\(name)' is given to two groups", at: start)
                    }
                    self.groupNames.append(GroupName(name: name, group: self.groupCount + 1))
                }
                self.groupCount += 1
                guard self.groupCount <= RegularExpressionLimits.groupsMax else {
                    throw self.scanner.error("No more than \(RegularExpressionLimits.groupsMax) groups may capture")
                }
            default:
                break
            }
        }
        self.scanner.position = 0
    }

    private mutating func alternatives() throws(RegularExpressionError) -> PatternNode {
        var nodes = [try self.sequence()]
        while self.scanner.take("|") { nodes.append(try self.sequence()) }
        return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
    }

    private mutating func sequence() throws(RegularExpressionError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let code = self.scanner.next, code != 0x7C, code != 0x29 { nodes.append(try self.term()) }
        return .joined(nodes)
    }

    private mutating func term() throws(RegularExpressionError) -> PatternNode {
        let start = self.scanner.position
        let firstGroup = self.openedGroups + 1
        let (node, isQuantifiable) = try self.atom()
        guard isQuantifiable else { return node }
        return try self.quantified(node, from: start, firstGroup: firstGroup)
    }

    /// One atom or assertion, and whether a quantifier may follow.
    private mutating func atom() throws(RegularExpressionError) -> (PatternNode, Bool) {
        switch self.scanner.nextASCII {
        case "^":
            self.scanner.position += 1
            return (.assertion(self.flags.isMultiline ? .lineStart : .start), false)
        case "$":
            self.scanner.position += 1
            return (.assertion(self.flags.isMultiline ? .lineEnd : .end), false)
        case "(":
            return try self.group()
        case ".":
            self.scanner.position += 1
            return (self.add(CharacterClass(self.flags.dotMatchesAll ? [] : .lineTerminators, isNegated: true)), true)
        case "[":
            return (try self.characterClass(), true)
        case "\\":
            return try self.escape()
        case "*", "+", "?":
            throw self.scanner.error("There is nothing to repeat")
        case "{":
            guard !self.flags.isUnicode else { throw self.scanner.error("There is nothing to repeat") }
            let start = self.scanner.position
            if self.scanner.bounds() != nil { throw self.scanner.error("There is nothing to repeat", at: start) }
        case "]", "}":
            guard !self.flags.isUnicode else { throw self.scanner.error("A bracket is closed that was not opened") }
        default:
            break
        }
        guard let code = self.scanner.advance() else { throw self.scanner.error("Unexpected end of the pattern") }
        return (self.literal(code), true)
    }

    func literal(_ code: UInt32) -> PatternNode {
        let rule = self.flags.caseRule
        return .character(rule.canonical(code), rule)
    }

    mutating func add(_ characters: CharacterClass) -> PatternNode {
        self.classes.append(characters)
        return .characters(self.classes.count - 1)
    }

    private mutating func group() throws(RegularExpressionError) -> (PatternNode, Bool) {
        let start = self.scanner.position
        try self.scanner.enterGroup()
        let node: PatternNode
        // Without the flag u, Annex B lets quantifiers follow what looks ahead.
        var isQuantifiable = true
        if self.scanner.take("(?:") {
            node = try self.alternatives()
        } else if self.scanner.take("(?=") {
            node = .look(.ahead, try self.alternatives())
            isQuantifiable = !self.flags.isUnicode
        } else if self.scanner.take("(?!") {
            node = .look(.notAhead, try self.alternatives())
            isQuantifiable = !self.flags.isUnicode
        } else if self.scanner.take("(?<=") {
            node = .look(.behind, try self.alternatives())
            isQuantifiable = false
        } else if self.scanner.take("(?<!") {
            node = .look(.notBehind, try self.alternatives())
            isQuantifiable = false
        } else {
            if self.scanner.take("(?<") {
                guard self.scanner.groupName() != nil else { throw self.scanner.error("Expected the name of a group") }
            } else if self.scanner.starts(with: "(?") {
                throw self.scanner.error("There is no such kind of group")
            } else {
                self.scanner.position += 1
            }
            self.openedGroups += 1
            let number = self.openedGroups
            node = .capture(number, try self.alternatives())
        }
        guard self.scanner.take(")") else { throw self.scanner.error("The group is never closed", at: start) }
        self.scanner.leaveGroup()
        return (node, isQuantifiable)
    }

    private mutating func quantified(
        _ node: PatternNode,
        from start: Int,
        firstGroup: Int
    ) throws(RegularExpressionError) -> PatternNode {
        let place = self.scanner.position
        let minimum: Int
        var maximum: Int?
        switch self.scanner.nextASCII {
        case "*":
            self.scanner.position += 1
            minimum = 0
        case "+":
            self.scanner.position += 1
            minimum = 1
        case "?":
            self.scanner.position += 1
            minimum = 0
            maximum = 1
        case "{":
            guard let bounds = self.scanner.bounds() else {
                guard !self.flags.isUnicode else { throw self.scanner.error("The quantifier is not complete") }
                return node
            }
            minimum = bounds.minimum
            maximum = bounds.maximum
        default:
            return node
        }
        if let maximum, maximum < minimum {
            throw self.scanner.error("The numbers of the quantifier are out of order", at: place)
        }
        let repetition = Repetition(
            minimum: minimum,
            maximum: maximum,
            isLazy: self.scanner.take("?"),
            groups: firstGroup..<self.openedGroups + 1
        )
        return .repetition(node, repetition)
    }
}

extension PatternScanner {
    /// A name and `>`; nil where there is none.
    ///
    /// A pattern in units holds the halves of surrogate pairs, so the name is put together from units in any case.
    mutating func groupName() -> String? {
        var units: [UInt16] = []
        while let code = self.advance() {
            if code == 0x3E {
                let name = String(decoding: units, as: UTF16.self)
                return name.isIdentifierName ? name : nil
            }
            if let unit = UInt16(exactly: code) {
                units.append(unit)
            } else if let scalar = Unicode.Scalar(code) {
                units.append(contentsOf: UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter)
            }
        }
        return nil
    }
}

extension String {
    /// Whether it is an IdentifierName of ECMA-262 (12.7), without escapes.
    fileprivate var isIdentifierName: Bool {
        guard let first = self.unicodeScalars.first else { return false }
        guard first.properties.isIDStart || first == "$" || first == "_" else { return false }
        return self.unicodeScalars.dropFirst().allSatisfy {
            $0.properties.isIDContinue || $0 == "$" || $0 == "\u{200C}" || $0 == "\u{200D}"
        }
    }
}

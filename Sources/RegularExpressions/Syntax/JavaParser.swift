/// Reads a pattern of Java, as `java.util.regex.Pattern` documents it.
struct JavaParser {
    var flags: JavaFlags
    var scanner: PatternScanner
    var classes: [CharacterClass] = []

    /// How many groups have been opened so far; a reference can only be to one of them.
    private(set) var groupCount = 0
    private(set) var groupNames: [GroupName] = []

    init(_ pattern: String, flags: JavaFlags) {
        self.flags = flags
        self.scanner = PatternScanner(pattern, inCodePoints: true)
    }

    mutating func pattern() throws(RegularExpressionError) -> ParsedPattern {
        let root = try self.alternatives()
        guard self.scanner.isAtEnd else { throw self.scanner.error("Unmatched ')'") }
        return ParsedPattern(
            root: root,
            classes: self.classes,
            groupCount: self.groupCount,
            groupNames: self.groupNames,
            readsCodePoints: true
        )
    }

    private mutating func alternatives() throws(RegularExpressionError) -> PatternNode {
        var nodes = [try self.sequence()]
        while self.scanner.take("|") { nodes.append(try self.sequence()) }
        return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
    }

    private mutating func sequence() throws(RegularExpressionError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let code = self.scanner.next, code != 0x7C, code != 0x29 {
            if self.scanner.take("\\Q") {
                try self.quotation(into: &nodes)
                continue
            }
            let firstGroup = self.groupCount + 1
            // Flags alone are nothing that could be repeated.
            guard let atom = try self.atom() else { continue }
            nodes.append(try self.quantified(atom, firstGroup: firstGroup))
        }
        return .joined(nodes)
    }

    /// `…\E`: characters that stand for themselves.
    ///
    /// A quantifier behind is for the last of them.
    private mutating func quotation(into nodes: inout [PatternNode]) throws(RegularExpressionError) {
        var isEmpty = true
        while !self.scanner.take("\\E"), let code = self.scanner.advance() {
            nodes.append(self.literal(code))
            isEmpty = false
        }
        guard !isEmpty, let last = nodes.popLast() else { return }
        nodes.append(try self.quantified(last, firstGroup: self.groupCount + 1))
    }

    private mutating func atom() throws(RegularExpressionError) -> PatternNode? {
        switch self.scanner.nextASCII {
        case "^":
            self.scanner.position += 1
            return .assertion(self.flags.isMultiline ? .javaLineStart(isUnix: self.flags.isUnix) : .start)
        case "$":
            self.scanner.position += 1
            let isUnix = self.flags.isUnix
            return .assertion(self.flags.isMultiline ? .javaLineEnd(isUnix: isUnix) : .javaEnd(isUnix: isUnix))
        case "(":
            return try self.group()
        case ".":
            self.scanner.position += 1
            let lineEnds: CodePointRanges = self.flags.isUnix ? .unixLineTerminators : .javaLineTerminators
            return self.add(CharacterClass(self.flags.dotMatchesAll ? [] : lineEnds, isNegated: true))
        case "[":
            return try self.characterClass()
        case "\\":
            return try self.escape()
        case "*", "+", "?":
            throw self.scanner.error("There is nothing to repeat")
        case "{":
            throw self.scanner.error("There is nothing to repeat; write '\\{' for the character")
        default:
            guard let code = self.scanner.advance() else { throw self.scanner.error("Unexpected end of the pattern") }
            return self.literal(code)
        }
    }

    func literal(_ code: UInt32) -> PatternNode {
        let rule = self.flags.caseRule
        return .character(rule.canonical(code), rule)
    }

    mutating func add(_ characters: CharacterClass) -> PatternNode {
        self.classes.append(characters)
        return .characters(self.classes.count - 1)
    }

    /// A group; nil for flags that go on to the end of the group around them.
    private mutating func group() throws(RegularExpressionError) -> PatternNode? {
        let start = self.scanner.position
        try self.scanner.enterGroup()
        let outerFlags = self.flags
        let node: PatternNode
        if self.scanner.take("(?:") {
            node = try self.alternatives()
        } else if self.scanner.take("(?=") {
            node = .look(.ahead, try self.alternatives())
        } else if self.scanner.take("(?!") {
            node = .look(.notAhead, try self.alternatives())
        } else if self.scanner.take("(?<=") {
            node = .look(.behind, try self.alternatives())
        } else if self.scanner.take("(?<!") {
            node = .look(.notBehind, try self.alternatives())
        } else if self.scanner.take("(?>") {
            node = .look(.atomic, try self.alternatives())
        } else if self.scanner.starts(with: "(?"), !self.scanner.starts(with: "(?<") {
            self.scanner.position += 2
            guard try self.changesFlags() else {
                self.scanner.leaveGroup()
                return nil
            }
            node = try self.alternatives()
        } else {
            try self.open()
            let number = self.groupCount
            node = .capture(number, try self.alternatives())
        }
        guard self.scanner.take(")") else { throw self.scanner.error("The group is never closed", at: start) }
        self.flags = outerFlags
        self.scanner.leaveGroup()
        return node
    }

    /// `(` or `(?<name>` of a group that captures.
    private mutating func open() throws(RegularExpressionError) {
        let start = self.scanner.position
        self.groupCount += 1
        guard self.groupCount <= RegularExpressionLimits.groupsMax else {
            throw self.scanner.error("No more than \(RegularExpressionLimits.groupsMax) groups may capture")
        }
        guard self.scanner.take("(?<") else {
            self.scanner.position += 1
            return
        }
        guard let name = self.groupName() else { throw self.scanner.error("Expected the name of a group") }
        guard !self.groupNames.contains(where: { $0.name == name }) else {
            throw self.scanner.error("The name '\(name)' is given to two groups", at: start)
        }
        self.groupNames.append(GroupName(name: name, group: self.groupCount))
    }

    /// A name of ASCII letters and digits, and `>`.
    mutating func groupName() -> String? {
        var name = String.UnicodeScalarView()
        while let scalar = self.scanner.nextASCII, scalar != ">" {
            let isLetter = scalar.properties.isAlphabetic
            guard isLetter || (("0"..."9").contains(scalar) && !name.isEmpty) else { return nil }
            name.append(scalar)
            self.scanner.position += 1
        }
        return self.scanner.take(">") && !name.isEmpty ? String(name) : nil
    }

    /// `ims-d:` or `ims-d)`, behind `(?`; whether a group follows.
    private mutating func changesFlags() throws(RegularExpressionError) -> Bool {
        var value = true
        while let scalar = self.scanner.nextASCII {
            switch scalar {
            case ":":
                self.scanner.position += 1
                return true
            case ")":
                self.scanner.position += 1
                return false
            case "-" where value:
                value = false
            default:
                guard self.flags.set(scalar, to: value) else {
                    let isFlag = scalar == "x" || scalar == "U"
                    let message = isFlag ? "The flag '\(scalar)' is not supported" : "There is no such kind of group"
                    throw self.scanner.error(message, isUnsupported: isFlag)
                }
            }
            self.scanner.position += 1
        }
        throw self.scanner.error("The group is never closed")
    }

    private mutating func quantified(
        _ node: PatternNode,
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
                throw self.scanner.error("The quantifier is not complete; write '\\{' for the character")
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
            groups: firstGroup..<self.groupCount + 1
        )
        let repeated = PatternNode.repetition(node, repetition)
        return !repetition.isLazy && self.scanner.take("+") ? .look(.atomic, repeated) : repeated
    }
}

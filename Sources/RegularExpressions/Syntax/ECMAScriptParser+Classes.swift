extension ECMAScriptParser {
    /// One end of a range: a character, or a set that cannot be an end.
    fileprivate enum Member {
        case character(UInt32)
        case set(CharacterSet)
    }

    /// `[…]`.
    mutating func characterClass() throws(RegularExpressionError) -> PatternNode {
        let start = self.scanner.position
        self.scanner.position += 1
        let isNegated = self.scanner.take("^")
        var set = CharacterSet()
        while !self.scanner.take("]") {
            guard !self.scanner.isAtEnd else { throw self.scanner.error("The class is never closed", at: start) }
            let place = self.scanner.position
            let first = try self.member()
            guard self.scanner.starts(with: "-"), self.scanner.ascii(at: self.scanner.position + 1) != "]",
                self.scanner.position + 1 < self.scanner.codes.count
            else {
                set.add(first)
                continue
            }
            self.scanner.position += 1
            let last = try self.member()
            switch (first, last) {
            case (.character(let first), .character(let last)):
                guard first <= last else { throw self.scanner.error("The range is out of order", at: place) }
                set.ranges.add(first...last)
            case (.set, _), (_, .set):
                guard !self.flags.isUnicode else {
                    throw self.scanner.error("A set cannot be an end of a range", at: place)
                }
                // Annex B takes the hyphen for itself (B.1.2.5, CharacterRangeOrUnion).
                set.add(first)
                set.ranges.add(0x2D...0x2D)
                set.add(last)
            }
        }
        return self.add(set.characterClass(isNegated: isNegated, caseRule: self.flags.caseRule))
    }

    private mutating func member() throws(RegularExpressionError) -> Member {
        let start = self.scanner.position
        guard let code = self.scanner.advance() else { throw self.scanner.error("The class is never closed") }
        guard code == 0x5C else { return .character(code) }
        if let set = try self.classEscape(from: start) { return .set(set) }
        return .character(try self.characterEscape(from: start, isInClass: true))
    }
}

extension CharacterSet {
    fileprivate mutating func add(_ member: ECMAScriptParser.Member) {
        switch member {
        case .character(let code): self.ranges.add(code...code)
        case .set(let set): self.add(set)
        }
    }
}

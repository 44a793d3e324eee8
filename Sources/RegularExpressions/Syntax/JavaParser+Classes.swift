extension JavaParser {
    /// `[…]`, without the classes within classes and the intersections that Java has.
    mutating func characterClass() throws(RegularExpressionError) -> PatternNode {
        let start = self.scanner.position
        self.scanner.position += 1
        let isNegated = self.scanner.take("^")
        var set = CharacterSet()
        // A bracket that would close an empty class stands for itself.
        var isFirst = true
        while isFirst || !self.scanner.take("]") {
            isFirst = false
            guard !self.scanner.isAtEnd else { throw self.scanner.error("The class is never closed", at: start) }
            try self.refuseNesting()
            let place = self.scanner.position
            if self.scanner.starts(with: "\\") {
                self.scanner.position += 1
                if let escaped = try self.classEscape(from: place) {
                    set.add(escaped)
                    continue
                }
                self.scanner.position = place
            }
            let first = try self.member()
            // A hyphen is a range where something follows that can end one.
            let after = self.scanner.ascii(at: self.scanner.position + 1)
            guard self.scanner.starts(with: "-"), after != "]", after != "[", after != "&",
                self.scanner.position + 1 < self.scanner.codes.count
            else {
                set.ranges.add(first...first)
                continue
            }
            self.scanner.position += 1
            let last = try self.member()
            guard first <= last else { throw self.scanner.error("The range is out of order", at: place) }
            set.ranges.add(first...last)
        }
        return self.add(set.characterClass(isNegated: isNegated, caseRule: self.flags.caseRule))
    }

    private func refuseNesting() throws(RegularExpressionError) {
        if self.scanner.starts(with: "[") {
            throw self.scanner.error("A class within a class is not supported", isUnsupported: true)
        }
        if self.scanner.starts(with: "&&") {
            throw self.scanner.error("The intersection of classes is not supported", isUnsupported: true)
        }
        if self.scanner.starts(with: "\\Q") || self.scanner.starts(with: "\\E") {
            throw self.scanner.error("A quotation within a class is not supported", isUnsupported: true)
        }
    }

    private mutating func member() throws(RegularExpressionError) -> UInt32 {
        let start = self.scanner.position
        guard let code = self.scanner.advance() else { throw self.scanner.error("The class is never closed") }
        return code == 0x5C ? try self.characterEscape(from: start) : code
    }
}

/// A set of characters that one place of a text is compared with: `[a-z]`, `\d`, `.`.
struct CharacterClass: Sendable {
    private let ranges: CodePointRanges
    private let properties: [PropertyTest]
    private let isNegated: Bool
    private let caseRule: CaseRule

    /// The answer for each ASCII character, one bit each.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(
        _ ranges: CodePointRanges,
        properties: [PropertyTest] = [],
        isNegated: Bool = false,
        caseRule: CaseRule = .exact
    ) {
        self.ranges = ranges.normalized()
        self.properties = properties
        self.isNegated = isNegated
        self.caseRule = caseRule
        for code in UInt32(0)..<64 {
            if self.finds(code) { self.low |= 1 << UInt64(code) }
            if self.finds(code + 64) { self.high |= 1 << UInt64(code) }
        }
    }

    /// Whether a character is in the class: `CharacterSetMatcher` of ECMA-262 (22.2.2.7.1), step 1.h on.
    func contains(_ code: UInt32) -> Bool {
        if code < 64 { return self.low >> UInt64(code) & 1 == 1 }
        if code < 128 { return self.high >> UInt64(code - 64) & 1 == 1 }
        return self.finds(code)
    }

    private func finds(_ code: UInt32) -> Bool {
        let isFound =
            self.caseRule == .exact
            ? self.holds(code)
            : self.holds(code) || self.caseRule.equivalents(of: code).contains { self.holds($0) }
        return isFound != self.isNegated
    }

    private func holds(_ code: UInt32) -> Bool {
        self.ranges.contains(code) || self.properties.contains { $0.holds(for: code) }
    }
}

/// A property of Unicode that a class asks for, or asks to be absent.
struct PropertyTest: Sendable, Hashable {
    let property: UnicodeProperty
    let isNegated: Bool

    func holds(for code: UInt32) -> Bool { self.property.holds(for: code) != self.isNegated }
}

import Testing

@testable import QuickstepRegularExpressions

/// A pattern, a text, and what its groups match: first the whole match, nil where a group took no part.
struct PatternCase: Sendable, CustomTestStringConvertible {
    let pattern: String
    let flags: String
    let text: String
    let expected: [String?]?

    init(_ pattern: String, _ flags: String = "", on text: String, gives expected: [String?]?) {
        self.pattern = pattern
        self.flags = flags
        self.text = text
        self.expected = expected
    }

    var testDescription: String { "/\(self.pattern)/\(self.flags) on \(self.text.prefix(60))" }

    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expression = try RegularExpression(self.pattern, flags: self.flags)
        let units = Array(self.text.utf16)
        let groups = try expression.firstMatch(in: units).map { $0.texts(in: units) }
        #expect(groups == self.expected, sourceLocation: sourceLocation)
    }
}

/// A pattern of Java and the texts that match it as a whole, among others.
struct JavaCase: Sendable, CustomTestStringConvertible {
    let pattern: String
    let flags: String
    let matching: [String]
    let other: [String]

    init(_ pattern: String, _ flags: String = "", matches matching: [String], not other: [String] = []) {
        self.pattern = pattern
        self.flags = flags
        self.matching = matching
        self.other = other
    }

    var testDescription: String { "/\(self.pattern)/\(self.flags)" }

    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expression = try RegularExpression(self.pattern, flags: self.flags, dialect: .java)
        for (texts, expected) in [(self.matching, true), (self.other, false)] {
            for text in texts {
                let isMatch = try expression.wholeMatch(of: Array(text.utf16)) != nil
                #expect(isMatch == expected, "\(text.debugDescription)", sourceLocation: sourceLocation)
            }
        }
    }
}

extension RegularExpressionMatch {
    /// The texts of the whole match and of the groups.
    func texts(in units: [UInt16]) -> [String?] {
        ([self.range] + self.captures).map { range in
            range.map { String(decoding: units[$0], as: UTF16.self) }
        }
    }
}

/// All matches of a pattern, as texts.
func allMatches(_ pattern: String, _ flags: String = "", in text: String) throws -> [String] {
    let units = Array(text.utf16)
    var matches = try RegularExpression(pattern, flags: flags).matches(in: units)
    var texts: [String] = []
    while let match = try matches.next() { texts.append(String(decoding: units[match.range], as: UTF16.self)) }
    return texts
}

/// The error of a text that is no pattern.
func syntaxError(
    _ pattern: String,
    flags: String = "",
    dialect: RegularExpressionDialect = .ecmaScript
) -> RegularExpressionError? {
    do throws(RegularExpressionError) {
        _ = try RegularExpression(pattern, flags: flags, dialect: dialect)
        return nil
    } catch {
        return error
    }
}

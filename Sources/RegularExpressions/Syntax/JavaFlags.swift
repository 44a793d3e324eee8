/// The flags of a pattern of Java that this library takes; they can change within a pattern.
struct JavaFlags {
    /// `i`, CASE_INSENSITIVE.
    private(set) var ignoresCase = false
    /// `u`, UNICODE_CASE.
    private(set) var foldsUnicode = false
    /// `m`, MULTILINE.
    private(set) var isMultiline = false
    /// `s`, DOTALL.
    private(set) var dotMatchesAll = false
    /// `d`, UNIX_LINES.
    private(set) var isUnix = false

    init(_ text: String) throws(RegularExpressionError) {
        for flag in text.unicodeScalars {
            guard self.set(flag, to: true) else {
                let message = "The flag '\(flag)' is not supported"
                throw RegularExpressionError(message: message, offset: 0, isUnsupported: true)
            }
        }
    }

    /// Sets a flag; false where there is none that is supported.
    mutating func set(_ flag: Unicode.Scalar, to value: Bool) -> Bool {
        switch flag {
        case "i": self.ignoresCase = value
        case "u": self.foldsUnicode = value
        case "m": self.isMultiline = value
        case "s": self.dotMatchesAll = value
        case "d": self.isUnix = value
        default: return false
        }
        return true
    }

    /// When characters count as the same.
    var caseRule: CaseRule {
        guard self.ignoresCase else { return .exact }
        return self.foldsUnicode ? .folding : .ascii
    }
}

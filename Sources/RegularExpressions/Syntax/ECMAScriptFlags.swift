/// The flags of a regular expression of JavaScript.
struct ECMAScriptFlags {
    private(set) var ignoresCase = false
    private(set) var isMultiline = false
    private(set) var dotMatchesAll = false
    private(set) var isUnicode = false
    private(set) var isSticky = false

    init(_ text: String) throws(RegularExpressionError) {
        var seen: [Character] = []
        for flag in text {
            guard !seen.contains(flag) else {
                throw RegularExpressionError(message: "The flag '\(flag)' is given twice", offset: 0)
            }
            seen.append(flag)
            switch flag {
            case "i": self.ignoresCase = true
            case "m": self.isMultiline = true
            case "s": self.dotMatchesAll = true
            case "u": self.isUnicode = true
            case "y": self.isSticky = true
            case "g", "d": break
            case "v":
                let message = "The flag 'v' is not supported"
                throw RegularExpressionError(message: message, offset: 0, isUnsupported: true)
            default:
                throw RegularExpressionError(message: "There is no flag '\(flag)'", offset: 0)
            }
        }
    }

    /// When characters count as the same.
    var caseRule: CaseRule {
        guard self.ignoresCase else { return .exact }
        return self.isUnicode ? .folding : .upperCase
    }
}

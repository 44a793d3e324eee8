/// A property of Unicode that the standard library knows.
enum UnicodeProperty: Sendable, Hashable {
    /// A general category or a group of them, by its short name: `L`, `Lu`.
    case category(String)
    case alphabetic
    case lowercase
    case uppercase
    case whiteSpace
    case ideographic
    case identifierStart
    case identifierContinue
    case emoji
    case any
    case ascii

    /// The property of a name of ECMA-262 (tables 68 to 70), without scripts.
    init?(name: String) {
        if let category = Self.category(named: name) {
            self = .category(category)
            return
        }
        switch name {
        case "Alphabetic", "Alpha": self = .alphabetic
        case "Lowercase", "Lower": self = .lowercase
        case "Uppercase", "Upper": self = .uppercase
        case "White_Space", "space": self = .whiteSpace
        case "Ideographic", "Ideo": self = .ideographic
        case "ID_Start", "IDS": self = .identifierStart
        case "ID_Continue", "IDC": self = .identifierContinue
        case "Emoji": self = .emoji
        case "Any": self = .any
        case "ASCII": self = .ascii
        default: return nil
        }
    }

    /// The short name of a general category that is given by its short or long name.
    static func category(named name: String) -> String? {
        categories.first { $0.short == name || $0.long == name }?.short
    }

    func holds(for code: UInt32) -> Bool {
        switch self {
        case .any: return true
        case .ascii: return code < 0x80
        case .category(let name): return Self.shortName(ofCategoryOf: code).isIn(name)
        case .alphabetic, .lowercase, .uppercase, .whiteSpace, .ideographic, .identifierStart, .identifierContinue,
            .emoji:
            guard let properties = Unicode.Scalar(code)?.properties else { return false }
            return switch self {
            case .alphabetic: properties.isAlphabetic
            case .lowercase: properties.isLowercase
            case .uppercase: properties.isUppercase
            case .whiteSpace: properties.isWhitespace
            case .ideographic: properties.isIdeographic
            case .identifierStart: properties.isIDStart
            case .identifierContinue: properties.isIDContinue
            case .emoji: properties.isEmoji
            case .any, .ascii, .category: false
            }
        }
    }

    private static let categories: [(short: String, long: String)] = [
        ("L", "Letter"), ("LC", "Cased_Letter"), ("Lu", "Uppercase_Letter"), ("Ll", "Lowercase_Letter"),
        ("Lt", "Titlecase_Letter"), ("Lm", "Modifier_Letter"), ("Lo", "Other_Letter"), ("M", "Mark"),
        ("Mn", "Nonspacing_Mark"), ("Mc", "Spacing_Mark"), ("Me", "Enclosing_Mark"), ("N", "Number"),
        ("Nd", "Decimal_Number"), ("Nl", "Letter_Number"), ("No", "Other_Number"), ("P", "Punctuation"),
        ("Pc", "Connector_Punctuation"), ("Pd", "Dash_Punctuation"), ("Ps", "Open_Punctuation"),
        ("Pe", "Close_Punctuation"), ("Pi", "Initial_Punctuation"), ("Pf", "Final_Punctuation"),
        ("Po", "Other_Punctuation"), ("S", "Symbol"), ("Sm", "Math_Symbol"), ("Sc", "Currency_Symbol"),
        ("Sk", "Modifier_Symbol"), ("So", "Other_Symbol"), ("Z", "Separator"), ("Zs", "Space_Separator"),
        ("Zl", "Line_Separator"), ("Zp", "Paragraph_Separator"), ("C", "Other"), ("Cc", "Control"), ("Cf", "Format"),
        ("Cs", "Surrogate"), ("Co", "Private_Use"), ("Cn", "Unassigned"),
    ]

    private static func shortName(ofCategoryOf code: UInt32) -> CategoryName {
        guard let scalar = Unicode.Scalar(code) else { return CategoryName("Cs") }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter: CategoryName("Lu")
        case .lowercaseLetter: CategoryName("Ll")
        case .titlecaseLetter: CategoryName("Lt")
        case .modifierLetter: CategoryName("Lm")
        case .otherLetter: CategoryName("Lo")
        case .nonspacingMark: CategoryName("Mn")
        case .spacingMark: CategoryName("Mc")
        case .enclosingMark: CategoryName("Me")
        case .decimalNumber: CategoryName("Nd")
        case .letterNumber: CategoryName("Nl")
        case .otherNumber: CategoryName("No")
        case .connectorPunctuation: CategoryName("Pc")
        case .dashPunctuation: CategoryName("Pd")
        case .openPunctuation: CategoryName("Ps")
        case .closePunctuation: CategoryName("Pe")
        case .initialPunctuation: CategoryName("Pi")
        case .finalPunctuation: CategoryName("Pf")
        case .otherPunctuation: CategoryName("Po")
        case .mathSymbol: CategoryName("Sm")
        case .currencySymbol: CategoryName("Sc")
        case .modifierSymbol: CategoryName("Sk")
        case .otherSymbol: CategoryName("So")
        case .spaceSeparator: CategoryName("Zs")
        case .lineSeparator: CategoryName("Zl")
        case .paragraphSeparator: CategoryName("Zp")
        case .control: CategoryName("Cc")
        case .format: CategoryName("Cf")
        case .surrogate: CategoryName("Cs")
        case .privateUse: CategoryName("Co")
        case .unassigned: CategoryName("Cn")
        @unknown default: CategoryName("Cn")
        }
    }
}

/// The two letters of a general category.
private struct CategoryName {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Whether the category is the named one, or one of the named group.
    func isIn(_ name: String) -> Bool {
        if name == "LC" { return self.text == "Lu" || self.text == "Ll" || self.text == "Lt" }
        return name.utf8.count == 1 ? self.text.hasPrefix(name) : self.text == name
    }
}

import QuickstepJSON

/// A set of types, each by the letter that signatures give it.
struct TypeSymbols: OptionSet, Sendable {
    let rawValue: UInt16

    static let string = TypeSymbols(rawValue: 1)
    static let number = TypeSymbols(rawValue: 2)
    static let boolean = TypeSymbols(rawValue: 4)
    static let null = TypeSymbols(rawValue: 8)
    static let array = TypeSymbols(rawValue: 16)
    static let object = TypeSymbols(rawValue: 32)
    static let function = TypeSymbols(rawValue: 64)
    /// Nothing at all.
    static let missing = TypeSymbols(rawValue: 128)

    /// Any value that JSON has.
    static let json: TypeSymbols = [.string, .number, .boolean, .null, .array, .object]

    /// The type that a letter means.
    init?(_ letter: Character) {
        switch letter {
        case "s": self = .string
        case "n": self = .number
        case "b": self = .boolean
        case "l": self = .null
        case "a": self = .array
        case "o": self = .object
        case "f": self = .function
        case "m": self = .missing
        default: return nil
        }
    }

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }
}

extension Value {
    /// The type as signatures see it.
    var symbol: TypeSymbols {
        switch self {
        case .nothing: .missing
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .string
        case .list, .array, .tuples: .array
        case .record, .object: .object
        case .function: .function
        }
    }
}

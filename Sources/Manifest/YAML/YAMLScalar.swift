import QuickstepJSON

/// What a plain scalar means.
///
/// The core schema of YAML 1.2, with numbers as JSON writes them: `yes` and `on` are texts, and so are `012`, `0x1F`, `.5`,
/// `+1` and dates, for in a template they are account numbers, versions and names rather than anything to count with.
///
/// Source: https://yaml.org/spec/1.2.2/#103-core-schema
enum YAMLScalar {
    static func value(_ text: String, _ style: YAMLNode.Style) -> JSONValue {
        guard style == .plain else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
            let number = JSONNumber(literal: text)
        else { return .string(text) }
        return .number(number)
    }
}

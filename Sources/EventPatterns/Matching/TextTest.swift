/// What a match value asks of a text.
///
/// Bytes are compared, not characters: unlike `String`, which takes characters of the same look for the same.
enum TextTest: Sendable, Equatable {
    case prefix(String)
    case suffix(String)
    case equalsIgnoringCase(String)
    case prefixIgnoringCase(String)
    case suffixIgnoringCase(String)
    case wildcard(Wildcard)

    func matches(_ text: String) -> Bool {
        switch self {
        case .prefix(let prefix): text.utf8.starts(with: prefix.utf8)
        case .suffix(let suffix): Self.hasSuffix(text, suffix)
        case .equalsIgnoringCase(let wanted): text.lowercased().utf8.elementsEqual(wanted.lowercased().utf8)
        case .prefixIgnoringCase(let prefix): text.lowercased().utf8.starts(with: prefix.lowercased().utf8)
        case .suffixIgnoringCase(let suffix): Self.hasSuffix(text.lowercased(), suffix.lowercased())
        case .wildcard(let wildcard): wildcard.matches(text)
        }
    }

    private static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        text.utf8.reversed().starts(with: suffix.utf8.reversed())
    }
}

import QuickstepJSON

/// One match value of a policy.
enum Matcher: Sendable, Equatable {
    case exactly(JSONValue)
    case prefix(String)
    case suffix(String)
    case equalsIgnoringCase(String)
    case anythingBut([JSONValue])
    case anythingButPrefix(String)
    case numeric(NumericRange)
    case exists(Bool)

    /// Whether one of the values at a key matches.
    ///
    /// - Parameters:
    ///   - values: The values: several where the message holds a list.
    ///   - isPresent: Whether the key is there at all.
    /// - Returns: Whether one does.
    func matches(_ values: [JSONValue], isPresent: Bool) -> Bool {
        if case .exists(let wanted) = self { return isPresent == wanted }
        return values.contains { matches($0) }
    }

    private func matches(_ value: JSONValue) -> Bool {
        switch self {
        case .exactly(let wanted): Self.isEqual(value, wanted)
        case .prefix(let prefix): value.stringValue.map { $0.utf8.starts(with: prefix.utf8) } ?? false
        case .suffix(let suffix): value.stringValue.map { Self.hasSuffix($0, suffix) } ?? false
        case .equalsIgnoringCase(let text): value.stringValue?.lowercased() == text.lowercased()
        case .anythingBut(let excluded): !excluded.contains { Self.isEqual(value, $0) }
        case .anythingButPrefix(let prefix): value.stringValue.map { !$0.utf8.starts(with: prefix.utf8) } ?? false
        case .numeric(let range): value.numberValue.map { range.contains($0) } ?? false
        case .exists: false
        }
    }

    /// Numbers are compared by value and texts byte by byte.
    private static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if case .number(let left) = left, case .number(let right) = right { return left.isEqual(to: right) }
        return left == right
    }

    /// Compares bytes, unlike `String.hasSuffix`, which takes characters of the same look for the same.
    private static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        text.utf8.reversed().starts(with: suffix.utf8.reversed())
    }
}

/// What `numeric` asks for.
struct NumericRange: Sendable, Equatable {
    struct Bound: Sendable, Equatable {
        let value: JSONNumber
        let isInclusive: Bool
    }

    var lower: Bound?
    var upper: Bound?

    func contains(_ number: JSONNumber) -> Bool {
        if let lower, !Self.isAbove(number, lower) { return false }
        if let upper, !Self.isBelow(number, upper) { return false }
        return true
    }

    private static func isAbove(_ number: JSONNumber, _ bound: Bound) -> Bool {
        bound.value.isLess(than: number) || (bound.isInclusive && bound.value.isEqual(to: number))
    }

    private static func isBelow(_ number: JSONNumber, _ bound: Bound) -> Bool {
        number.isLess(than: bound.value) || (bound.isInclusive && bound.value.isEqual(to: number))
    }
}

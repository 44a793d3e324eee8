import QuickstepJSON

/// One match value of a pattern.
enum Matcher: Sendable, Equatable {
    case exactly(JSONValue)
    case text(TextTest)
    /// `anything-but` some values.
    case anythingBut([JSONValue])
    /// `anything-but` texts of some form; what is no text passes, where others than texts may pass at all.
    case noText([TextTest], otherTypesPass: Bool)
    case numeric(NumericRange)
    case network(Network)
    case exists(Bool)

    /// Whether one of the values at a key matches.
    ///
    /// - Parameters:
    ///   - values: The values: several where the object holds a list.
    ///   - isPresent: Whether the key is there at all.
    /// - Returns: Whether one does.
    func matches(_ values: [JSONValue], isPresent: Bool) -> Bool {
        if case .exists(let wanted) = self { return isPresent == wanted }
        return values.contains { matches($0) }
    }

    private func matches(_ value: JSONValue) -> Bool {
        switch self {
        case .exactly(let wanted): Self.isEqual(value, wanted)
        case .text(let test): value.stringValue.map { test.matches($0) } ?? false
        case .anythingBut(let excluded): !excluded.contains { Self.isEqual(value, $0) }
        case .noText(let excluded, let otherTypesPass):
            value.stringValue.map { text in !excluded.contains { $0.matches(text) } } ?? otherTypesPass
        case .numeric(let range): value.numberValue.map { range.contains($0) } ?? false
        case .network(let network): value.stringValue.map { network.contains($0) } ?? false
        case .exists: false
        }
    }

    /// Numbers are compared by value and texts byte by byte.
    private static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if case .number(let left) = left, case .number(let right) = right { return left.isEqual(to: right) }
        return left == right
    }
}

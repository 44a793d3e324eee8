/// What one encoding learns on the way.
final class JSONEncodingState {
    /// How the contents of a type's values are ordered.
    enum Order {
        /// As the type encodes them.
        case own
        /// In no order: elements.
        case elements
        /// In no order: members, or keys and values in turn.
        case pairs
    }

    /// Whether a nested container lay too deep, which the methods that make one cannot throw.
    var hasOverflowed = false

    /// The orders of the types seen, because looking up a conformance takes longer than encoding a small type.
    private var orders: [ObjectIdentifier: Order] = [:]

    /// How the contents of a type's values are ordered.
    func order(of type: Any.Type) -> Order {
        let identifier = ObjectIdentifier(type)
        if let order = self.orders[identifier] { return order }
        let order: Order =
            type is any KeyedUnorderedEncodable.Type ? .pairs : type is any UnorderedEncodable.Type ? .elements : .own
        self.orders[identifier] = order
        return order
    }
}

/// Collections whose order differs from process to process and must not reach a result.
protocol UnorderedEncodable {}

/// Dictionaries, which encode as an object or, when their keys are not strings, as alternating keys and values.
protocol KeyedUnorderedEncodable: UnorderedEncodable {}

extension Set: UnorderedEncodable {}

extension Dictionary: UnorderedEncodable {}

extension Dictionary: KeyedUnorderedEncodable {}

extension JSONValue {
    /// The value with members, elements or pairs of elements in the order of their texts.
    func sortedByText(pairs: Bool) -> JSONValue {
        switch self {
        case .object(let object):
            return .object(JSONObject(object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }))
        case .array(let elements):
            let width = pairs && elements.count.isMultiple(of: 2) ? 2 : 1
            let groups = stride(from: 0, to: elements.count, by: width).map { start in
                let group = Array(elements[start..<(start + width)])
                return (text: group[0].compactBytes, group: group)
            }
            return .array(groups.sorted { $0.text.lexicographicallyPrecedes($1.text) }.flatMap(\.group))
        case .null, .bool, .number, .string:
            return self
        }
    }
}

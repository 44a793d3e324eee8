/// What stays the same during one encoding, and the encoding of single values.
struct JSONEncodingContext {
    let userInfo: [CodingUserInfoKey: any Sendable]
    let maxDepth: Int

    /// Set when a nested container lies too deep, which the methods that make one cannot throw.
    let overflow = JSONEncodingOverflow()

    /// The encoder of a container nested in another; one that lies too deep is filled in vain, and the encoding fails in
    /// the end.
    func nestedEncoder(path: JSONCodingPath?, key: any CodingKey, node: JSONEncodingNode) -> JSONValueEncoding {
        if path?.depth ?? 0 >= self.maxDepth {
            self.overflow.hasOccurred = true
            return JSONValueEncoding(node: JSONEncodingNode(), path: path, context: self)
        }
        return JSONValueEncoding(node: node, path: JSONCodingPath(key, after: path), context: self)
    }

    /// Encodes a value, or gives nil when its type encodes nothing.
    func box(_ value: some Encodable, path: JSONCodingPath?) throws -> JSONValue? {
        if let value = value as? any JSONRepresentable { return value.asJSONValue }
        guard path?.depth ?? 0 <= self.maxDepth else {
            throw Self.invalid(value, path: path, "The value is nested deeper than \(self.maxDepth) levels.")
        }
        let encoder = JSONValueEncoding(node: JSONEncodingNode(), path: path, context: self)
        try value.encode(to: encoder)
        guard let result = encoder.node.resolve() else { return nil }
        guard value is any UnorderedEncodable else { return result }
        return result.sortedByText(pairs: value is any KeyedUnorderedEncodable)
    }

    /// Encodes a double, which must be finite.
    func box(_ value: Double, path: JSONCodingPath?) throws -> JSONValue {
        guard let number = JSONNumber(value) else {
            throw Self.invalid(value, path: path, "JSON has no number for \(value).")
        }
        return .number(number)
    }

    /// Encodes a float as the shortest decimal that reads back as the same float.
    func box(_ value: Float, path: JSONCodingPath?) throws -> JSONValue {
        guard value.isFinite, let double = Double(value.description) else {
            throw Self.invalid(value, path: path, "JSON has no number for \(value).")
        }
        return try self.box(double, path: path)
    }

    /// Encodes an integer of any size.
    func box(_ value: some FixedWidthInteger) -> JSONValue {
        .number(JSONNumber(integer: value))
    }

    static func invalid(_ value: Any, path: JSONCodingPath?, _ description: String) -> EncodingError {
        let context = EncodingError.Context(codingPath: JSONCodingPath.keys(of: path), debugDescription: description)
        return EncodingError.invalidValue(value, context)
    }
}

/// Whether an encoding has gone too deep.
final class JSONEncodingOverflow {
    var hasOccurred = false
}

extension JSONNumber {
    /// Makes a number of an integer of any size.
    init(integer: some FixedWidthInteger) {
        self.init(storage: Int64(exactly: integer).map(Storage.integer) ?? .literal(integer.description))
    }
}

/// Types that are JSON already, and scalars that need no container.
protocol JSONRepresentable {
    var asJSONValue: JSONValue { get }
}

extension JSONValue: JSONRepresentable {
    var asJSONValue: JSONValue { self }
}

extension JSONObject: JSONRepresentable {
    var asJSONValue: JSONValue { .object(self) }
}

extension JSONNumber: JSONRepresentable {
    var asJSONValue: JSONValue { .number(self) }
}

extension String: JSONRepresentable {
    var asJSONValue: JSONValue { .string(self) }
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
    fileprivate func sortedByText(pairs: Bool) -> JSONValue {
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

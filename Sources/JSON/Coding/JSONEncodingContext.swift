/// What stays the same during one encoding, and the encoding of single values.
struct JSONEncodingContext {
    let userInfo: [CodingUserInfoKey: any Sendable]
    let maxDepth: Int

    /// What is learnt on the way.
    let state = JSONEncodingState()

    /// The encoder of a container nested in another; one that lies too deep is filled in vain, and the encoding fails in
    /// the end.
    func nestedEncoder(path: JSONCodingPath?, key: any CodingKey, node: JSONEncodingNode) -> JSONValueEncoding {
        if path?.depth ?? 0 >= self.maxDepth {
            self.state.hasOverflowed = true
            return JSONValueEncoding(node: JSONEncodingNode(), path: path, context: self)
        }
        return JSONValueEncoding(node: node, path: JSONCodingPath(key, after: path), context: self)
    }

    /// Encodes a value, or gives nil when its type encodes nothing.
    func box<Value: Encodable>(_ value: Value, path: @autoclosure () -> JSONCodingPath?) throws -> JSONValue? {
        if let value = Self.asJSONValue(value) { return value }
        let path = path()
        guard path?.depth ?? 0 <= self.maxDepth else {
            throw Self.invalid(value, path: path, "The value is nested deeper than \(self.maxDepth) levels.")
        }
        let encoder = JSONValueEncoding(node: JSONEncodingNode(), path: path, context: self)
        try value.encode(to: encoder)
        guard let result = encoder.node.resolve() else { return nil }
        return switch self.state.order(of: Value.self) {
        case .own: result
        case .elements: result.sortedByText(pairs: false)
        case .pairs: result.sortedByText(pairs: true)
        }
    }

    /// A value that is JSON already or a string; the types are compared first, because casts are slow.
    @inline(__always)
    private static func asJSONValue<Value: Encodable>(_ value: Value) -> JSONValue? {
        if Value.self == String.self { return (value as? String).map(JSONValue.string) }
        if Value.self == JSONValue.self { return value as? JSONValue }
        if Value.self == JSONObject.self { return (value as? JSONObject).map(JSONValue.object) }
        if Value.self == JSONNumber.self { return (value as? JSONNumber).map(JSONValue.number) }
        return nil
    }

    /// Encodes a double, which must be finite.
    func box(_ value: Double, path: @autoclosure () -> JSONCodingPath?) throws -> JSONValue {
        guard let number = JSONNumber(value) else {
            throw Self.invalid(value, path: path(), "JSON has no number for \(value).")
        }
        return .number(number)
    }

    /// Encodes a float as the shortest decimal that reads back as the same float.
    func box(_ value: Float, path: @autoclosure () -> JSONCodingPath?) throws -> JSONValue {
        guard value.isFinite, let double = Double(value.description) else {
            throw Self.invalid(value, path: path(), "JSON has no number for \(value).")
        }
        return try self.box(double, path: path())
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

extension JSONNumber {
    /// Makes a number of an integer of any size.
    init(integer: some FixedWidthInteger) {
        self.init(storage: Int64(exactly: integer).map(Storage.integer) ?? .literal(integer.description))
    }
}

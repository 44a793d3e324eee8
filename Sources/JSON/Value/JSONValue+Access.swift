extension JSONValue {
    /// Whether the value is `null`.
    @inlinable
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The truth value, or nil unless the value is a boolean.
    @inlinable
    public var boolValue: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    /// The number, or nil unless the value is one.
    @inlinable
    public var numberValue: JSONNumber? {
        if case .number(let value) = self { return value }
        return nil
    }

    /// The number as an integer, or nil unless the value is an integral number that fits: `3.0` and `3e0` give 3.
    @inlinable
    public var intValue: Int? {
        guard case .number(let value) = self, let integer = value.int64 else { return nil }
        return Int(exactly: integer)
    }

    /// The number as the nearest double, or nil unless the value is a number.
    ///
    /// The result is infinite when a literal such as `1e400` is beyond the range of doubles.
    @inlinable
    public var doubleValue: Double? {
        if case .number(let value) = self { return value.double }
        return nil
    }

    /// The text, or nil unless the value is a string.
    @inlinable
    public var stringValue: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// The elements, or nil unless the value is an array.
    @inlinable
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { return value }
        return nil
    }

    /// The members, or nil unless the value is an object.
    @inlinable
    public var objectValue: JSONObject? {
        if case .object(let value) = self { return value }
        return nil
    }

    /// The value of a member, or nil unless this is an object that has it.
    ///
    /// - Parameter key: The key, compared byte by byte.
    @inlinable
    public subscript(_ key: String) -> JSONValue? {
        if case .object(let object) = self { return object[key] }
        return nil
    }

    /// An element by its position, or nil unless this is an array that has it.
    ///
    /// - Parameter index: The position, from 0; a negative one gives nil.
    @inlinable
    public subscript(_ index: Int) -> JSONValue? {
        if case .array(let elements) = self, index >= 0, index < elements.count { return elements[index] }
        return nil
    }

    /// The name of the value's type in JSON: `null`, `boolean`, `number`, `string`, `array` or `object`.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Whether the value can hold other values: an array or an object.
    @inlinable
    package var isContainer: Bool {
        switch self {
        case .array, .object: true
        case .null, .bool, .number, .string: false
        }
    }
}

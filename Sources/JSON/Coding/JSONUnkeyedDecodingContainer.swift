/// Decodes the elements of an array, one after the other.
struct JSONUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let path: JSONCodingPath?
    let context: JSONDecodingContext

    private(set) var currentIndex = 0

    init(elements: [JSONValue], path: JSONCodingPath?, context: JSONDecodingContext) {
        self.elements = elements
        self.path = path
        self.context = context
    }

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    var count: Int? { self.elements.count }

    var isAtEnd: Bool { self.currentIndex >= self.elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try self.next(Any?.self).isNull else { return false }
        self.currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        let context = self.context
        return try self.take(type) { value, path in try context.unboxBool(value, path: path()) }
    }

    mutating func decode(_ type: String.Type) throws -> String {
        let context = self.context
        return try self.take(type) { value, path in try context.unboxString(value, path: path()) }
    }

    mutating func decode(_ type: Double.Type) throws -> Double { try self.floatingPoint(type) }

    mutating func decode(_ type: Float.Type) throws -> Float { try self.floatingPoint(type) }

    mutating func decode(_ type: Int.Type) throws -> Int { try self.integer(type) }

    mutating func decode(_ type: Int8.Type) throws -> Int8 { try self.integer(type) }

    mutating func decode(_ type: Int16.Type) throws -> Int16 { try self.integer(type) }

    mutating func decode(_ type: Int32.Type) throws -> Int32 { try self.integer(type) }

    mutating func decode(_ type: Int64.Type) throws -> Int64 { try self.integer(type) }

    mutating func decode(_ type: Int128.Type) throws -> Int128 { try self.integer(type) }

    mutating func decode(_ type: UInt.Type) throws -> UInt { try self.integer(type) }

    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try self.integer(type) }

    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try self.integer(type) }

    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try self.integer(type) }

    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try self.integer(type) }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try self.integer(type) }

    mutating func decode<Result: Decodable>(_ type: Result.Type) throws -> Result {
        let context = self.context
        return try self.take(type) { value, path in try context.unbox(value, as: type, path: path()) }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try self.decoder(JSONObject.self).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try self.decoder([JSONValue].self).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        try self.decoder((any Decoder).self)
    }

    private mutating func integer<Result: FixedWidthInteger>(_ type: Result.Type) throws -> Result {
        let context = self.context
        return try self.take(type) { value, path in try context.unboxInteger(value, as: type, path: path()) }
    }

    private mutating func floatingPoint<Result: BinaryFloatingPoint>(_ type: Result.Type) throws -> Result {
        let context = self.context
        return try self.take(type) { value, path in try context.unboxFloatingPoint(value, as: type, path: path()) }
    }

    private mutating func decoder(_ type: Any.Type) throws -> JSONValueDecoding {
        let context = self.context
        return try self.take(type) { value, path in JSONValueDecoding(value: value, path: path(), context: context) }
    }

    private var nextPath: JSONCodingPath {
        JSONCodingPath(JSONCodingKey(intValue: self.currentIndex), after: self.path)
    }

    /// The next element, which must be there.
    private func next(_ type: Any.Type) throws -> JSONValue {
        if !self.isAtEnd { return self.elements[self.currentIndex] }
        throw DecodingError.valueNotFound(
            type,
            DecodingError.Context(
                codingPath: JSONCodingPath.keys(of: self.nextPath),
                debugDescription: "The array has only \(self.elements.count) elements."
            )
        )
    }

    /// Decodes the next element and, when that succeeds, moves past it.
    private mutating func take<Result>(
        _ type: Any.Type,
        _ decode: (JSONValue, () -> JSONCodingPath) throws -> Result
    ) throws -> Result {
        let result = try decode(try self.next(type), { self.nextPath })
        self.currentIndex += 1
        return result
    }
}

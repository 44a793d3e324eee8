/// Decodes the members of an object.
struct JSONKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject
    let path: JSONCodingPath?
    let context: JSONDecodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    var allKeys: [Key] {
        self.object.members.compactMap { Key(stringValue: $0.key) }
    }

    func contains(_ key: Key) -> Bool { self.object[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try self.member(key).isNull }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try self.context.unboxBool(self.member(key), path: self.path(to: key))
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try self.context.unboxString(self.member(key), path: self.path(to: key))
    }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        try self.context.unboxFloatingPoint(self.member(key), as: type, path: self.path(to: key))
    }

    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        try self.context.unboxFloatingPoint(self.member(key), as: type, path: self.path(to: key))
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try self.integer(type, forKey: key) }

    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try self.integer(type, forKey: key) }

    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try self.integer(type, forKey: key) }

    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try self.integer(type, forKey: key) }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try self.integer(type, forKey: key) }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try self.integer(type, forKey: key) }

    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try self.integer(type, forKey: key) }

    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try self.integer(type, forKey: key) }

    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try self.integer(type, forKey: key) }

    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try self.integer(type, forKey: key) }

    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try self.integer(type, forKey: key) }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try self.integer(type, forKey: key) }

    func decode<Result: Decodable>(_ type: Result.Type, forKey key: Key) throws -> Result {
        try self.context.unbox(self.member(key), as: type, path: self.path(to: key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try self.decoder(of: self.member(key), key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try self.decoder(of: self.member(key), key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        let key = JSONCodingKey.superKey
        return self.decoder(of: self.object[key.stringValue] ?? .null, key)
    }

    func superDecoder(forKey key: Key) -> any Decoder {
        self.decoder(of: self.object[key.stringValue] ?? .null, key)
    }

    private func integer<Result: FixedWidthInteger>(_ type: Result.Type, forKey key: Key) throws -> Result {
        try self.context.unboxInteger(self.member(key), as: type, path: self.path(to: key))
    }

    /// The value of a member that must be there.
    private func member(_ key: Key) throws -> JSONValue {
        if let value = self.object[key.stringValue] { return value }
        throw DecodingError.keyNotFound(
            key,
            DecodingError.Context(
                codingPath: self.codingPath,
                debugDescription: "The object has no member \"\(key.stringValue)\"."
            )
        )
    }

    private func path(to key: any CodingKey) -> JSONCodingPath {
        JSONCodingPath(key, after: self.path)
    }

    private func decoder(of value: JSONValue, _ key: any CodingKey) -> JSONValueDecoding {
        JSONValueDecoding(value: value, path: self.path(to: key), context: self.context)
    }
}

/// Encodes the members of an object.
struct JSONKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONEncodingNode
    let path: JSONCodingPath?
    let context: JSONEncodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    func encodeNil(forKey key: Key) { self.set(.null, forKey: key) }

    func encode(_ value: Bool, forKey key: Key) { self.set(.bool(value), forKey: key) }

    func encode(_ value: String, forKey key: Key) { self.set(.string(value), forKey: key) }

    func encode(_ value: Double, forKey key: Key) throws {
        self.set(try self.context.box(value, path: self.path(to: key)), forKey: key)
    }

    func encode(_ value: Float, forKey key: Key) throws {
        self.set(try self.context.box(value, path: self.path(to: key)), forKey: key)
    }

    func encode(_ value: Int, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: Int8, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: Int16, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: Int32, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: Int64, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: Int128, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt8, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt16, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt32, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt64, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: UInt128, forKey key: Key) { self.set(self.context.box(value), forKey: key) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        let boxed = try self.context.box(value, path: self.path(to: key))
        self.set(boxed ?? .object(JSONObject()), forKey: key)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        self.nestedEncoder(forKey: key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        self.nestedEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        self.nestedEncoder(forKey: JSONCodingKey.superKey)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        self.nestedEncoder(forKey: key)
    }

    private func set(_ value: JSONValue, forKey key: Key) {
        self.node.set(value, forKey: key.stringValue)
    }

    private func path(to key: any CodingKey) -> JSONCodingPath {
        JSONCodingPath(key, after: self.path)
    }

    private func nestedEncoder(forKey key: any CodingKey) -> JSONValueEncoding {
        let child = self.node.nestedNode(forKey: key.stringValue)
        return self.context.nestedEncoder(path: self.path, key: key, node: child)
    }
}

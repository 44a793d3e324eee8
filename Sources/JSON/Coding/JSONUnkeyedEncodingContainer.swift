/// Encodes the elements of an array.
struct JSONUnkeyedEncodingContainer: UnkeyedEncodingContainer {
    let node: JSONEncodingNode
    let path: JSONCodingPath?
    let context: JSONEncodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    var count: Int {
        self.node.count
    }

    /// The way to the next element.
    private var nextPath: JSONCodingPath {
        JSONCodingPath(JSONCodingKey(intValue: self.node.count), after: self.path)
    }

    func encodeNil() { self.node.append(.null) }

    func encode(_ value: Bool) { self.node.append(.bool(value)) }

    func encode(_ value: String) { self.node.append(.string(value)) }

    func encode(_ value: Double) throws { self.node.append(try self.context.box(value, path: self.nextPath)) }

    func encode(_ value: Float) throws { self.node.append(try self.context.box(value, path: self.nextPath)) }

    func encode(_ value: Int) { self.node.append(self.context.box(value)) }

    func encode(_ value: Int8) { self.node.append(self.context.box(value)) }

    func encode(_ value: Int16) { self.node.append(self.context.box(value)) }

    func encode(_ value: Int32) { self.node.append(self.context.box(value)) }

    func encode(_ value: Int64) { self.node.append(self.context.box(value)) }

    func encode(_ value: Int128) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt8) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt16) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt32) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt64) { self.node.append(self.context.box(value)) }

    func encode(_ value: UInt128) { self.node.append(self.context.box(value)) }

    func encode(_ value: some Encodable) throws {
        let boxed = try self.context.box(value, path: self.nextPath)
        self.node.append(boxed ?? .object(JSONObject()))
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        self.nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        self.nestedEncoder().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        self.nestedEncoder()
    }

    private func nestedEncoder() -> JSONValueEncoding {
        let key = JSONCodingKey(intValue: self.node.count)
        let child = JSONEncodingNode()
        self.node.append(child)
        return self.context.nestedEncoder(path: self.path, key: key, node: child)
    }
}

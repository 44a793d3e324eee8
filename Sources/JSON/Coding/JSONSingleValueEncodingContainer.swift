/// Encodes one value in place.
struct JSONSingleValueEncodingContainer: SingleValueEncodingContainer {
    let node: JSONEncodingNode
    let path: JSONCodingPath?
    let context: JSONEncodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    func encodeNil() { self.node.set(.null) }

    func encode(_ value: Bool) { self.node.set(.bool(value)) }

    func encode(_ value: String) { self.node.set(.string(value)) }

    func encode(_ value: Double) throws { self.node.set(try self.context.box(value, path: self.path)) }

    func encode(_ value: Float) throws { self.node.set(try self.context.box(value, path: self.path)) }

    func encode(_ value: Int) { self.node.set(self.context.box(value)) }

    func encode(_ value: Int8) { self.node.set(self.context.box(value)) }

    func encode(_ value: Int16) { self.node.set(self.context.box(value)) }

    func encode(_ value: Int32) { self.node.set(self.context.box(value)) }

    func encode(_ value: Int64) { self.node.set(self.context.box(value)) }

    func encode(_ value: Int128) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt8) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt16) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt32) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt64) { self.node.set(self.context.box(value)) }

    func encode(_ value: UInt128) { self.node.set(self.context.box(value)) }

    func encode(_ value: some Encodable) throws {
        if let boxed = try self.context.box(value, path: self.path) { self.node.set(boxed) }
    }
}

/// The encoder that `Encodable` types see.
struct JSONValueEncoding: Encoder {
    let node: JSONEncodingNode
    let path: JSONCodingPath?
    let context: JSONEncodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    var userInfo: [CodingUserInfoKey: Any] {
        self.context.userInfo
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        self.node.becomeObject()
        return KeyedEncodingContainer(
            JSONKeyedEncodingContainer<Key>(node: self.node, path: self.path, context: self.context)
        )
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        self.node.becomeArray()
        return JSONUnkeyedEncodingContainer(node: self.node, path: self.path, context: self.context)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleValueEncodingContainer(node: self.node, path: self.path, context: self.context)
    }
}

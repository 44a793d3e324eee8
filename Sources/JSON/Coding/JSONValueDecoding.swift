/// The decoder that `Decodable` types see.
struct JSONValueDecoding: Decoder {
    let value: JSONValue
    let path: JSONCodingPath?
    let context: JSONDecodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    var userInfo: [CodingUserInfoKey: Any] {
        self.context.userInfo
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = self.value else {
            throw JSONDecodingContext.mismatch(JSONObject.self, self.value, path: self.path)
        }
        return KeyedDecodingContainer(
            JSONKeyedDecodingContainer<Key>(object: object, path: self.path, context: self.context)
        )
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = self.value else {
            throw JSONDecodingContext.mismatch([JSONValue].self, self.value, path: self.path)
        }
        return JSONUnkeyedDecodingContainer(elements: elements, path: self.path, context: self.context)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        JSONSingleValueDecodingContainer(value: self.value, path: self.path, context: self.context)
    }
}

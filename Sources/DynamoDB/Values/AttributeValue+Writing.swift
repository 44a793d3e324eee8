import QuickstepJSON
import QuickstepPrimitives

extension AttributeValue {
    /// The value in the shape of the API.
    var json: JSONValue {
        .object([typeName: content])
    }

    private var content: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .number(let number): .string(number.text)
        case .binary(let bytes): .string(Base64.encode(bytes))
        case .bool(let flag): .bool(flag)
        case .null: true
        case .stringSet(let texts): .array(texts.map { .string($0) })
        case .numberSet(let numbers): .array(numbers.map { .string($0.text) })
        case .binarySet(let elements): .array(elements.map { .string(Base64.encode($0)) })
        case .list(let elements): .array(elements.map(\.json))
        case .map(let attributes): .object(attributes.json)
        }
    }

    /// What it counts for in the size of an item, in bytes.
    ///
    /// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    var byteCount: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number(let number): number.byteCount
        case .binary(let bytes): bytes.count
        case .bool, .null: 1
        case .stringSet(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let numbers): numbers.reduce(0) { $0 + $1.byteCount }
        case .binarySet(let elements): elements.reduce(0) { $0 + $1.count }
        case .list(let elements): elements.reduce(3) { $0 + $1.byteCount + 1 }
        case .map(let attributes): 3 + attributes.byteCount + attributes.count
        }
    }
}

extension [Attribute] {
    var json: JSONObject {
        JSONObject(map { ($0.name, $0.value.json) })
    }

    var byteCount: Int {
        reduce(0) { $0 + $1.name.utf8.count + $1.value.byteCount }
    }

    subscript(name: String) -> AttributeValue? {
        first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}

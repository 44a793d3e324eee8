import QuickstepJSON
import QuickstepServiceKit

/// The attributes that name an item of a table.
struct KeySchema: Sendable, Equatable {
    struct Element: Sendable, Equatable {
        let name: String
        let type: KeyType

        /// Checks a value that is to be, or to name, this attribute.
        func check(_ value: KeyValue) throws(ServiceError) {
            guard let kind = value.emptyKind else { return }
            throw .validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                    + "empty \(kind) value. Key: \(name)"
            )
        }
    }

    let hash: Element
    let range: Element?

    var elements: [Element] { [hash] + (range.map { [$0] } ?? []) }

    /// The key of an item that is to be put.
    func key(ofItem item: [Attribute]) throws(ServiceError) -> ItemKey {
        var values: [KeyValue] = []
        for element in elements {
            guard let attribute = item[element.name] else {
                throw .invalidValues("Missing the key \(element.name) in the item")
            }
            guard let value = KeyValue(attribute, type: element.type) else {
                throw .invalidValues(
                    "Type mismatch for key \(element.name) expected: \(element.type.rawValue) actual: \(attribute.typeName)"
                )
            }
            try element.check(value)
            values.append(value)
        }
        return try ItemKey(hash: values[0], range: values.count > 1 ? values[1] : nil)
    }

    /// The key that a request gives: these attributes and no others.
    func key(_ given: [Attribute]) throws(ServiceError) -> ItemKey {
        guard given.count == elements.count else { throw .keyMismatch() }
        var values: [KeyValue] = []
        for element in elements {
            guard let attribute = given[element.name], let value = KeyValue(attribute, type: element.type) else {
                throw .keyMismatch()
            }
            try element.check(value)
            values.append(value)
        }
        return try ItemKey(hash: values[0], range: values.count > 1 ? values[1] : nil)
    }

    /// The key attributes of a stored item, in the shape of the API.
    func keyMembers(of item: JSONObject) -> JSONObject {
        var members = JSONObject()
        for element in elements { members[element.name] = item[element.name] }
        return members
    }
}

/// What names one item of a table.
struct ItemKey: Sendable, Equatable {
    let hash: KeyValue
    let range: KeyValue?

    init(hash: KeyValue, range: KeyValue?) throws(ServiceError) {
        guard hash.byteCount <= DynamoDBLimits.hashKeyBytesMax else {
            // There is no blank before the number on AWS either.
            throw .invalidValues("Size of hashkey has exceeded the maximum size limit of2048 bytes")
        }
        guard range.map({ $0.byteCount <= DynamoDBLimits.rangeKeyBytesMax }) ?? true else {
            throw .invalidValues("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
        }
        self.hash = hash
        self.range = range
    }
}

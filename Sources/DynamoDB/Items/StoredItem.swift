import QuickstepJSON
import QuickstepServiceKit

/// An item as its row holds it: its size, and its attributes in the shape of the API.
struct StoredItem: Sendable, Equatable {
    let byteCount: Int
    let members: JSONObject

    init(byteCount: Int, members: JSONObject) {
        self.byteCount = byteCount
        self.members = members
    }

    /// An item that is to be put.
    init(_ attributes: [Attribute]) throws(ServiceError) {
        byteCount = attributes.byteCount
        members = attributes.json
        guard byteCount <= DynamoDBLimits.itemBytesMax else {
            throw .validation("Item size has exceeded the maximum allowed size")
        }
    }

    init(row value: [UInt8]) throws(ServiceError) {
        var reader = StoreKeyReader(StoreKey(bytes: Array(value.prefix(8))))
        guard let size = reader.integer(), let byteCount = Int(exactly: size),
            let members = try? JSONValue.parse(bytes: value.dropFirst(8)).objectValue
        else { throw .damaged("an item of a table") }
        self.init(byteCount: byteCount, members: members)
    }

    var row: [UInt8] {
        StoreKey(bytes: []).integer(Int64(byteCount)).bytes + JSONValue.object(members).compactBytes
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// `PutItem`: puts an item in place of whatever has its key.
enum PutItem {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let attributes = try call.attributes("Item")
        let returnsOld = try call.returnsOld()
        let condition = try ItemCondition(&call.parameters)
        try call.parameters.noFigures()
        try call.parameters.finish()
        let table = try OpenTable(rows, turn)
        let key = try table.schema.key(ofItem: attributes)
        let item = try StoredItem(attributes)
        let old = try table.item(key, turn)
        try condition.check(old)
        try table.write(item, insteadOf: old, at: key, &turn)
        turn.notify(
            turn.effect(),
            service: "dynamodb",
            event: "ItemPut",
            subject: rows.name,
            detail: ["key": .object(table.schema.keyMembers(of: item.members))]
        )
        guard returnsOld, let old else { return [:] }
        return ["Attributes": .object(old.members)]
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// `DeleteItem`: removes the item of a key, if there is one.
enum DeleteItem {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let given = try call.attributes("Key")
        let returnsOld = try call.returnsOld()
        let condition = try ItemCondition(&call.parameters)
        try call.parameters.noFigures()
        try call.parameters.finish()
        let table = try OpenTable(rows, turn)
        let key = try table.schema.key(given)
        let old = try table.item(key, turn)
        try condition.check(old)
        guard let old else { return [:] }
        try table.write(nil, insteadOf: old, at: key, &turn)
        turn.notify(
            turn.effect(),
            service: "dynamodb",
            event: "ItemDeleted",
            subject: rows.name,
            detail: ["key": .object(table.schema.keyMembers(of: old.members))]
        )
        return returnsOld ? ["Attributes": .object(old.members)] : [:]
    }
}

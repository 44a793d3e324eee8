import QuickstepJSON
import QuickstepServiceKit

/// `GetItem`: answers the item of a key, or nothing.
enum GetItem {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let given = try call.attributes("Key")
        // Every read here sees all writes before it.
        _ = try call.parameters.flag("ConsistentRead")
        try call.parameters.noFigures()
        try call.parameters.finish()
        let table = try OpenTable(rows, turn)
        guard let item = try table.item(try table.schema.key(given), turn) else { return [:] }
        return ["Item": .object(item.members)]
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// `Scan`: reads all items of a table, in no order that a client could rely on.
enum Scan {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let request = try PageRequest(&call.parameters)
        try call.parameters.finish()
        let table = try OpenTable(rows, turn)
        var range = rows.items(table.record.generation).prefixRange
        if let start = try request.start(table.schema) {
            range = rows.item(table.record.generation, start).successor..<range.upperBound
        }
        return try ItemPage(range, limit: request.limit, isDescending: false, turn).output(request, table.schema)
    }
}

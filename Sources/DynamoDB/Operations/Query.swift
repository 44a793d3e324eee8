import QuickstepJSON
import QuickstepServiceKit

/// `Query`: reads the items of one hash key in the order of their range keys.
enum Query {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let expression = try call.parameters.text("KeyConditionExpression")
        var attributes = try ExpressionAttributes(&call.parameters, hasExpression: expression != nil)
        let isDescending = try call.parameters.flag("ScanIndexForward") == false
        let request = try PageRequest(&call.parameters)
        try call.parameters.finish()
        guard let expression else {
            throw .validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
            )
        }
        let table = try OpenTable(rows, turn)
        let condition = try KeyCondition(expression, &attributes, table.schema)
        try attributes.finish()
        var range = condition.range(in: rows, table.record.generation)
        if let start = try request.start(table.schema) {
            guard start.hash == condition.hash else {
                throw .validation(
                    "The provided starting key is outside query boundaries based on provided conditions"
                )
            }
            let key = rows.item(table.record.generation, start)
            guard range.contains(key) else {
                throw .validation("The provided starting key does not match the range key predicate")
            }
            range = isDescending ? range.lowerBound..<key : key.successor..<range.upperBound
        }
        return try ItemPage(range, limit: request.limit, isDescending: isDescending, turn)
            .output(request, table.schema)
    }
}

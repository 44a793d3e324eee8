import QuickstepJSON
import QuickstepServiceKit

/// `ListTables`: names the caller's tables in the order of their names.
enum ListTables {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let limit = try call.parameters.limit() ?? DynamoDBLimits.listedTablesMax
        let start = try call.parameters.text("ExclusiveStartTableName")
        try call.parameters.finish()
        guard limit <= DynamoDBLimits.listedTablesMax else {
            throw .constraint("'\(limit)'", at: "limit", "Member must have value less than or equal to 100")
        }
        let directory = TableRows.directory(call.scope)
        let all = directory.prefixRange
        let from = start.map { directory.text($0).successor } ?? all.lowerBound
        // One more than is asked for tells whether more follow.
        let rows = try turn.range(from..<all.upperBound, limit: limit + 1)
        var names: [JSONValue] = []
        for row in rows.prefix(limit) {
            var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
            guard let name = reader.text() else { throw .damaged("the list of tables") }
            names.append(.string(name))
        }
        var output: JSONObject = ["TableNames": .array(names)]
        if rows.count > limit { output["LastEvaluatedTableName"] = names.last }
        return output
    }
}

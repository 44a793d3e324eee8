import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `ListBuckets`: names the caller's buckets in the order of their names.
enum ListBuckets {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        try call.parameters.finish()
        let directory = BucketRows.directory(call.scope)
        var buckets: [JSONValue] = []
        for row in try turn.range(directory.prefixRange) {
            var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
            guard let name = reader.text(), let json = try? JSONValue.parse(bytes: row.value),
                let record = BucketRecord(json: json)
            else { throw .damaged("the list of buckets") }
            buckets.append(["Name": .string(name), "CreationDate": .string(record.createdAt.iso8601)])
        }
        return ServiceResponse(["Buckets": .array(buckets), "Owner": ["ID": .string(call.scope.account)]])
    }
}

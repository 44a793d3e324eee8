import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `ListObjectsV2`: lists keys in the order of their UTF-8 bytes.
enum ListObjects {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        let prefix = try call.parameters.text("Prefix")
        let delimiter = try call.parameters.text("Delimiter")
        let keysMax = try call.parameters.integer("MaxKeys") ?? S3Limits.listedKeysMax
        let startAfter = try call.parameters.text("StartAfter")
        let token = try call.parameters.text("ContinuationToken")
        try call.parameters.finish()
        guard keysMax >= 0 else {
            throw .invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647")
        }
        var query = ObjectQuery()
        query.prefix = prefix ?? ""
        query.delimiter = delimiter.flatMap { $0.isEmpty ? nil : $0 }
        query.keysMax = min(keysMax, S3Limits.listedKeysMax)
        if let token {
            query.position = try ListingPosition(token: token)
        } else if let startAfter {
            query.position = .behindKey(startAfter)
        }
        let listing = try ObjectListing(query, of: rows, turn)

        var output: JSONObject = ["IsTruncated": .bool(listing.next != nil)]
        output["Contents"] = .array(listing.entries.map(content))
        output["Name"] = .string(rows.name)
        output["Prefix"] = .string(query.prefix)
        if let delimiter = query.delimiter { output["Delimiter"] = .string(delimiter) }
        output["MaxKeys"] = .number(JSONNumber(query.keysMax))
        if !listing.commonPrefixes.isEmpty {
            output["CommonPrefixes"] = .array(listing.commonPrefixes.map { ["Prefix": .string($0)] })
        }
        output["KeyCount"] = .number(JSONNumber(listing.count))
        if let token { output["ContinuationToken"] = .string(token) }
        if let next = listing.next { output["NextContinuationToken"] = .string(next.token) }
        if let startAfter { output["StartAfter"] = .string(startAfter) }
        return ServiceResponse(output)
    }

    static func content(_ entry: ObjectListing.Entry) -> JSONValue {
        [
            "Key": .string(entry.key),
            "LastModified": .string(entry.record.lastModified.iso8601),
            "ETag": .string(entry.record.entityTag),
            "Size": .number(JSONNumber(entry.record.blob.size)),
            "StorageClass": "STANDARD",
        ]
    }
}

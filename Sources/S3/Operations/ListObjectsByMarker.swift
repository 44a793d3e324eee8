import QuickstepJSON
import QuickstepServiceKit

/// `ListObjects`, the older form of `ListObjectsV2`: a page begins behind a key rather than at a token.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
enum ListObjectsByMarker {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let rows = try call.bucket(turn)
        let prefix = try call.parameters.text("Prefix") ?? ""
        let delimiter = try call.parameters.text("Delimiter")
        let keysMax = try call.parameters.integer("MaxKeys") ?? S3Limits.listedKeysMax
        let marker = try call.parameters.text("Marker") ?? ""
        try call.parameters.finish()
        guard keysMax >= 0 else {
            throw .invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647")
        }
        var query = ObjectQuery()
        query.prefix = prefix
        query.delimiter = delimiter.flatMap { $0.isEmpty ? nil : $0 }
        query.keysMax = min(keysMax, S3Limits.listedKeysMax)
        if !marker.isEmpty {
            // A page that ended with a common prefix goes on behind all that begins so.
            query.position = query.commonPrefix(of: marker) == marker ? .behindPrefix(marker) : .behindKey(marker)
        }
        let listing = try ObjectListing(query, of: rows, turn)

        var output: JSONObject = [
            "IsTruncated": .bool(listing.next != nil), "Marker": .string(marker),
            "Contents": .array(listing.entries.map(ListObjects.content)), "Name": .string(rows.name),
            "Prefix": .string(prefix),
        ]
        if let delimiter = query.delimiter {
            output["Delimiter"] = .string(delimiter)
            // Only a listing with a delimiter names where the next page begins; otherwise that is the last key.
            if let next = listing.next { output["NextMarker"] = .string(next.text) }
        }
        output["MaxKeys"] = .number(JSONNumber(query.keysMax))
        if !listing.commonPrefixes.isEmpty {
            output["CommonPrefixes"] = .array(listing.commonPrefixes.map { ["Prefix": .string($0)] })
        }
        return ServiceResponse(output)
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// An entry of a machine's list of executions: what a list shows of an execution that never changes.
struct ExecutionListing: Sendable, Equatable {
    let name: String
    /// When the execution started; `nil` in entries of older versions, whose executions' headers have it.
    let startedAt: Timestamp?
    /// The version that runs, and the alias that led to it.
    let version: Int?
    let alias: String?

    init(name: String, startedAt: Timestamp?, version: Int? = nil, alias: String? = nil) {
        self.name = name
        self.startedAt = startedAt
        self.version = version
        self.alias = alias
    }

    var bytes: [UInt8] {
        var row: JSONObject = ["name": .string(name)]
        if let startedAt { row["started"] = .number(JSONNumber(startedAt.milliseconds)) }
        if let version { row["version"] = .number(JSONNumber(version)) }
        if let alias { row["alias"] = .string(alias) }
        return JSONValue.object(row).compactBytes
    }

    /// Reads an entry.
    ///
    /// Older versions wrote nothing but the name, which cannot begin with a brace.
    init?(_ row: [UInt8]) {
        guard row.first == UInt8(ascii: "{") else {
            self.init(name: String(decoding: row, as: UTF8.self), startedAt: nil)
            return
        }
        guard let json = try? JSONValue.parse(bytes: row), let name = json["name"]?.stringValue else { return nil }
        self.init(
            name: name,
            startedAt: json["started"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) },
            version: json["version"]?.intValue,
            alias: json["alias"]?.stringValue
        )
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (inout OperationCall, inout Turn) throws(ServiceError) -> JSONObject

/// What an operation is called with.
struct OperationCall: Sendable {
    var parameters: Parameters
    /// The caller's account and Region.
    let scope: Scope
    /// Sweeps what a deleted table left behind, to be called after the commit.
    let sweep: @Sendable (StoreKey) -> Void

    /// The table that the request names, which need not exist.
    mutating func table() throws(ServiceError) -> TableRows {
        try TableName.rows(try parameters.required(try parameters.text("TableName"), "TableName"), in: scope)
    }

    /// The attributes of a parameter that must be there.
    mutating func attributes(_ name: String) throws(ServiceError) -> [Attribute] {
        try Attribute.list(try parameters.required(try parameters.object(name), name))
    }

    /// Whether a write answers the item that was there before.
    mutating func returnsOld() throws(ServiceError) -> Bool {
        switch try parameters.text("ReturnValues") {
        case nil, "NONE": return false
        case "ALL_OLD": return true
        default: throw .validation("Return values set to invalid value")
        }
    }
}

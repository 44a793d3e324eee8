import QuickstepServiceKit

/// The rules for the names of tables, and what requests give in their place.
enum TableName {
    static func check(_ name: String) throws(ServiceError) {
        guard name.utf8.allSatisfy(isNameByte) else {
            throw .constraint(
                "'\(name)'",
                at: "tableName",
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
            )
        }
        guard DynamoDBLimits.tableNameLength.contains(name.utf8.count) else {
            throw .validation("TableName must be at least 3 characters long and at most 255 characters long")
        }
    }

    /// The table that `TableName` names: a name in the caller's scope, or an ARN.
    static func rows(_ text: String, in scope: Scope) throws(ServiceError) -> TableRows {
        guard text.hasPrefix("arn:") else {
            try check(text)
            return TableRows(scope: scope, name: text)
        }
        guard let arn = ARN(text), arn.service == "dynamodb", let scope = arn.scope, arn.resource.hasPrefix("table/")
        else { throw .validation("Invalid TableArn: \(text)") }
        let name = String(arn.resource.dropFirst("table/".count))
        try check(name)
        return TableRows(scope: scope, name: name)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

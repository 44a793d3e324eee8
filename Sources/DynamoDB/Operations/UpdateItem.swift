import QuickstepJSON
import QuickstepServiceKit

/// `UpdateItem`: changes some attributes of an item, or makes one of a key that has none.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
enum UpdateItem {
    private static let returns = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"]

    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let given = try call.attributes("Key")
        let returned = try call.parameters.choice("ReturnValues", of: returns, supported: returns)
        let text = try call.parameters.text("UpdateExpression")
        let conditionText = try call.parameters.text("ConditionExpression")
        let hasExpression = text != nil || conditionText != nil
        var attributes = try ExpressionAttributes(&call.parameters, hasExpression: hasExpression)
        let update = try text.map { (text) throws(ServiceError) in try UpdateExpression(text, &attributes) }
        let condition = try ItemCondition(conditionText, &attributes, &call.parameters)
        try attributes.finish()
        try call.parameters.noFigures()
        try call.parameters.finish()
        let table = try OpenTable(rows, turn)
        let key = try table.schema.key(given)
        for change in update?.changes ?? [] {
            let name = change.path.attribute
            guard !table.schema.elements.contains(where: { $0.name == name }) else {
                throw .invalidValues("Cannot update attribute \(name). This attribute is part of the key")
            }
        }
        let old = try table.item(key, turn)
        try condition.check(old)
        let before = try Attribute.list(old?.members ?? [:])
        let after = try update?.applied(to: old == nil ? given : before) ?? (old == nil ? given : before)
        let item = try StoredItem(after)
        // A value that an expression puts together may be too deep or hold too much: what is stored is read as a request is.
        _ = try Attribute.list(item.members)
        try table.write(item, insteadOf: old, at: key, &turn)
        turn.notify(
            turn.effect(),
            service: "dynamodb",
            event: "ItemPut",
            subject: rows.name,
            detail: ["key": .object(table.schema.keyMembers(of: item.members))]
        )
        let shown: [Attribute] =
            switch returned {
            case "ALL_OLD": before
            case "UPDATED_OLD": update?.parts(of: before) ?? []
            case "ALL_NEW": after
            case "UPDATED_NEW": update?.parts(of: after) ?? []
            default: []
            }
        return shown.isEmpty ? [:] : ["Attributes": .object(shown.json)]
    }
}

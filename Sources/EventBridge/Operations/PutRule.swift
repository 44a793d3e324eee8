import QuickstepJSON
import QuickstepServiceKit

/// `PutRule`: makes a rule, or sets all of one anew; its targets and tags stay.
///
/// `RoleArn` is kept and shown and has no effect.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
enum PutRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        try parameters.refuse(
            allBut: [
                "Name", "EventBusName", "EventPattern", "ScheduleExpression", "State", "Description", "RoleArn", "Tags",
            ],
            of: "a rule"
        )
        let name = try parameters.ruleName("Name")
        var record = RuleRecord(
            pattern: try pattern(call),
            state: try state(parameters),
            text: try parameters.text("Description", to: EventBridgeLimits.descriptionLengthMax),
            roleARN: try parameters.text("RoleArn"),
            tags: try Tags(parameters)
        )
        let address = RuleAddress(bus: try call.bus(&turn), name: name)
        let rows = BusRows(address.bus)
        if let existing = try RuleRecord(address, &turn) {
            // AWS ignores the tags of a rule that is there.
            record.tags = existing.tags
        } else {
            guard try turn.range(rows.rules.prefixRange).count < EventBridgeLimits.rulesMax else {
                throw .limitExceeded
            }
        }
        turn.put(rows.rule(name), record.json)
        return ["RuleArn": .string(address.arn)]
    }

    /// The pattern, checked; the empty text is none.
    private static func pattern(_ call: OperationCall) throws(ServiceError) -> String {
        let parameters = call.parameters
        let pattern = try parameters.text("EventPattern", to: EventBridgeLimits.patternLengthMax) ?? ""
        let schedule = try parameters.text("ScheduleExpression") ?? ""
        guard !pattern.isEmpty || !schedule.isEmpty else {
            throw .validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")
        }
        guard schedule.isEmpty else {
            guard try parameters.bus().isDefault else {
                throw .validation("ScheduleExpression is supported only on the default event bus.")
            }
            throw .unsupported("ScheduleExpression of a rule yet; a rule has an EventPattern")
        }
        _ = try call.patterns.pattern(pattern)
        return pattern
    }

    private static func state(_ parameters: Parameters) throws(ServiceError) -> RuleRecord.State {
        guard let text = try parameters.text("State") else { return .enabled }
        guard let state = RuleRecord.State(rawValue: text) else {
            let names = RuleRecord.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw .constraint("'\(text)'", at: "state", "must satisfy enum value set: [\(names)]")
        }
        return state
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// `PutTargets`: adds targets to a rule, or sets those of the same ids anew.
///
/// Whether a target is there shows at delivery, as on AWS.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
enum PutTargets {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.parameters.refuse(allBut: ["Rule", "EventBusName", "Targets"], of: "PutTargets")
        let list = try call.parameters.requiredList("Targets")
        guard EventBridgeLimits.targetsPerRequest.contains(list.count) else {
            let bound =
                list.isEmpty
                ? "greater than or equal to 1"
                : "less than or equal to \(EventBridgeLimits.targetsPerRequest.upperBound)"
            throw .constraint("'\(list.count) targets'", at: "targets", "must have length \(bound)")
        }
        var targets: [Target] = []
        for json in list { targets.append(try Target(json, scope: call.scope)) }
        let (rule, _) = try call.rule(named: "Rule", &turn)
        let rows = BusRows(rule.bus)
        for target in targets { turn.put(rows.target(target.id, of: rule.name), .object(target.given)) }
        guard try turn.range(rows.targets(of: rule.name).prefixRange).count <= EventBridgeLimits.targetsMax else {
            throw .limitExceeded
        }
        return ["FailedEntryCount": 0, "FailedEntries": []]
    }
}

/// `RemoveTargets`: takes targets from a rule; an id that the rule does not have is told as a failed entry.
enum RemoveTargets {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let (rule, _) = try call.rule(named: "Rule", &turn)
        var failures: [JSONValue] = []
        for id in try call.parameters.texts("Ids") {
            let key = BusRows(rule.bus).target(id, of: rule.name)
            guard try turn.get(key) != nil else {
                failures.append([
                    "TargetId": .string(id), "ErrorCode": "ResourceNotFoundException",
                    "ErrorMessage": .string("Rule '\(rule.name)' does not have a target with the Id '\(id)'."),
                ])
                continue
            }
            turn.delete(key)
        }
        return ["FailedEntryCount": .number(JSONNumber(failures.count)), "FailedEntries": .array(failures)]
    }
}

/// `ListTargetsByRule`: a rule's targets as they were put, by id.
enum ListTargetsByRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let page = try Page(call.parameters)
        let (rule, _) = try call.rule(named: "Rule", &turn)
        var targets: [(key: String, entry: JSONObject)] = []
        for row in try turn.rows(under: BusRows(rule.bus).targets(of: rule.name)) {
            targets.append((row.name, try Target(row: row.value, of: rule).given))
        }
        return page.answer("Targets", targets) { .object($0) }
    }
}

/// `ListRuleNamesByTarget`: which rules of a bus lead to a target.
enum ListRuleNamesByTarget {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try call.parameters.requiredText("TargetArn")
        let page = try Page(call.parameters)
        let bus = try call.bus(&turn)
        var names: [(key: String, entry: String)] = []
        for rule in try turn.rows(under: BusRows(bus).rules) {
            let address = RuleAddress(bus: bus, name: rule.name)
            for row in try turn.rows(under: BusRows(bus).targets(of: rule.name)) {
                guard try Target(row: row.value, of: address).arn == arn else { continue }
                names.append((rule.name, rule.name))
                break
            }
        }
        return page.answer("RuleNames", names) { .string($0) }
    }
}

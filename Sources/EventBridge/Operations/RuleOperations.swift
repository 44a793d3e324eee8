import QuickstepJSON
import QuickstepServiceKit

/// `DescribeRule`: everything about one rule but its targets.
enum DescribeRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let (address, record) = try call.rule(named: "Name", &turn)
        var description = record.summary(address)
        description["CreatedBy"] = .string(address.bus.scope.account)
        return description
    }
}

/// `ListRules`: the rules of a bus, by name.
enum ListRules {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let bus = try call.bus(&turn)
        let prefix = try call.parameters.text("NamePrefix") ?? ""
        let page = try Page(call.parameters)
        var rules: [(key: String, entry: JSONObject)] = []
        for row in try turn.rows(under: BusRows(bus).rules) where row.name.utf8.starts(with: prefix.utf8) {
            let record = try RuleRecord(row: row.value)
            rules.append((row.name, record.summary(RuleAddress(bus: bus, name: row.name))))
        }
        return page.answer("Rules", rules) { .object($0) }
    }
}

/// `DeleteRule`: removes a rule without targets.
///
/// One that is not there is no error.
enum DeleteRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let bus = try call.bus(&turn)
        let name = try call.parameters.ruleName("Name")
        let rows = BusRows(bus)
        guard try turn.range(rows.targets(of: name).prefixRange, limit: 1).isEmpty else {
            throw .validation("Rule can't be deleted since it has targets.")
        }
        turn.delete(rows.rule(name))
        return [:]
    }
}

/// `EnableRule`: lets a rule match events.
enum EnableRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try RuleSwitch.set(.enabled, call, &turn)
    }
}

/// `DisableRule`: keeps a rule from matching events.
enum DisableRule {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try RuleSwitch.set(.disabled, call, &turn)
    }
}

private enum RuleSwitch {
    static func set(
        _ state: RuleRecord.State,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> JSONObject {
        var (address, record) = try call.rule(named: "Name", &turn)
        record.state = state
        turn.put(BusRows(address.bus).rule(address.name), record.json)
        return [:]
    }
}

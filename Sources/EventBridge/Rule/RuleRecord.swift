import QuickstepJSON
import QuickstepServiceKit

/// A rule as its row has it.
struct RuleRecord: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable {
        case enabled = "ENABLED"
        case disabled = "DISABLED"
        /// Enabled: events of CloudTrail, which this adds on AWS, are put by nobody here.
        case enabledWithTrail = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    }

    /// The text of the pattern.
    var pattern: String
    var state: State
    var text: String?
    /// Kept and shown; it has no effect where there is no IAM.
    var roleARN: String?
    var tags: Tags

    var isEnabled: Bool { state != .disabled }

    init(pattern: String, state: State, text: String?, roleARN: String?, tags: Tags) {
        self.pattern = pattern
        self.state = state
        self.text = text
        self.roleARN = roleARN
        self.tags = tags
    }

    /// Reads a rule's row, if it is there.
    init?(_ address: RuleAddress, _ turn: inout Turn) throws(ServiceError) {
        guard let row = try turn.get(BusRows(address.bus).rule(address.name)) else { return nil }
        try self.init(row: row)
    }

    init(row: [UInt8]) throws(ServiceError) {
        guard let json = try? JSONValue.parse(bytes: row), let pattern = json["pattern"]?.stringValue,
            let state = json["state"]?.stringValue.flatMap({ State(rawValue: $0) })
        else { throw .damaged("the row of a rule") }
        self.pattern = pattern
        self.state = state
        text = json["description"]?.stringValue
        roleARN = json["role"]?.stringValue
        tags = try Tags(row: json["tags"])
    }

    var json: JSONValue {
        var row: JSONObject = [
            "pattern": .string(pattern), "state": .string(state.rawValue), "tags": tags.row,
        ]
        row["description"] = text.map { .string($0) }
        row["role"] = roleARN.map { .string($0) }
        return .object(row)
    }

    /// What lists of rules show.
    func summary(_ address: RuleAddress) -> JSONObject {
        var shown: JSONObject = [
            "Name": .string(address.name), "Arn": .string(address.arn), "EventPattern": .string(pattern),
            "State": .string(state.rawValue),
        ]
        shown["Description"] = text.map { .string($0) }
        shown["RoleArn"] = roleARN.map { .string($0) }
        shown["EventBusName"] = .string(address.bus.name)
        return shown
    }
}

import QuickstepServiceKit

/// Where a rule is: its bus and its name.
struct RuleAddress: Sendable, Hashable {
    let bus: BusAddress
    let name: String

    /// The ARN, which names the bus unless that is the default one.
    var arn: String {
        let resource = bus.isDefault ? "rule/\(name)" : "rule/\(bus.name)/\(name)"
        return ARN(service: "events", scope: bus.scope, resource: resource).description
    }

    init(bus: BusAddress, name: String) {
        self.bus = bus
        self.name = name
    }

    /// Reads a rule's ARN.
    init?(arn text: String) {
        let prefix = "rule/"
        guard let arn = ARN(text), arn.service == "events", let scope = arn.scope, arn.resource.hasPrefix(prefix) else {
            return nil
        }
        let path = arn.resource.dropFirst(prefix.count)
        guard let slash = path.lastIndex(of: "/") else {
            self.init(bus: BusAddress(scope: scope, name: BusAddress.defaultName), name: String(path))
            return
        }
        let bus = BusAddress(scope: scope, name: String(path[..<slash]))
        self.init(bus: bus, name: String(path[path.index(after: slash)...]))
    }
}

import QuickstepServiceKit

/// Where an event bus is: its scope and its name.
struct BusAddress: Sendable, Hashable {
    static let defaultName = "default"
    private static let prefix = "event-bus/"

    let scope: Scope
    let name: String

    var isDefault: Bool { name == Self.defaultName }

    var arn: String {
        ARN(service: "events", scope: scope, resource: Self.prefix + name).description
    }

    init(scope: Scope, name: String) {
        self.scope = scope
        self.name = name
    }

    /// Reads a bus's ARN.
    init?(arn text: String) {
        guard let arn = ARN(text), arn.service == "events", let scope = arn.scope, arn.resource.hasPrefix(Self.prefix),
            arn.resource.utf8.count > Self.prefix.utf8.count
        else { return nil }
        self.init(scope: scope, name: String(arn.resource.dropFirst(Self.prefix.count)))
    }

    /// Reads a name or an ARN.
    init(parameter: String, _ text: String, scope: Scope) throws(ServiceError) {
        if let address = BusAddress(arn: text) {
            self = address
            return
        }
        let lengthMax = EventBridgeLimits.busNameLengthMax
        try Parameters.check(text, at: parameter, lengthMax: lengthMax, slashIsFine: true)
        self.init(scope: scope, name: text)
    }
}

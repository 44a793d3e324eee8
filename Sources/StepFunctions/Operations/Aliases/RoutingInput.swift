import QuickstepJSON
import QuickstepServiceKit

/// `routingConfiguration` as a request gives it: one or two versions of one machine, with weights that make 100.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_RoutingConfigurationListItem.html
struct RoutingInput {
    private struct Item {
        let arn: String
        let weight: Int
    }

    private let items: [Item]

    /// Reads the member; `nil` where it is not given.
    init?(_ input: inout OperationInput) throws(ServiceError) {
        let items = try input.list("routingConfiguration") { (item) throws(ServiceError) -> Item in
            let arn = try item.arn("stateMachineVersionArn")
            item.require("weight")
            return Item(arn: arn, weight: try item.integer("weight", 0...100) ?? 0)
        }
        guard let items else { return nil }
        self.items = items
        guard !(1...2).contains(items.count) else { return }
        let shown = items.map { "RoutingConfigurationListItem(stateMachineVersionArn=\($0.arn), weight=\($0.weight))" }
        input.violate(
            "routingConfiguration",
            "[\(shown.joined(separator: ", "))]",
            items.isEmpty
                ? "Member must have length greater than or equal to 1"
                : "Member must have length less than or equal to 2"
        )
    }

    /// The machine whose versions are given, and the routes.
    ///
    /// - Throws: `ValidationException`.
    func checked() throws(ServiceError) -> (machine: MachineReference, routes: [AliasRecord.Route]) {
        let received = "Received: [\(items.map(\.arn).joined(separator: ", "))]"
        var machines: [MachineReference] = []
        var routes: [AliasRecord.Route] = []
        for item in items {
            let reference = try MachineReference(item.arn)
            guard case .version(let number) = reference.qualifier else {
                throw Parameters.validation(
                    "Routing configuration must contain state machine version ARNs. \(received)"
                )
            }
            machines.append(reference)
            routes.append(AliasRecord.Route(version: number, weight: item.weight))
        }
        guard let machine = machines.first, Set(items.map(\.arn)).count == items.count else {
            throw Parameters.validation(
                "Routing configuration must contain distinct state machine version ARNs. \(received)"
            )
        }
        guard machines.allSatisfy({ $0.machineARN == machine.machineARN }) else {
            throw Parameters.validation(
                "Routing configuration must contain version ARNs of the same state machine. \(received)"
            )
        }
        guard items.map(\.weight).reduce(0, +) == 100 else {
            let weights = items.map { String($0.weight) }.joined(separator: ", ")
            throw Parameters.validation("Sum of routing configuration weights must equal 100. Received: [\(weights)]")
        }
        return (machine, routes)
    }

    /// - Throws: `ResourceNotFound` where a version is not there.
    static func requireVersions(
        _ routes: [AliasRecord.Route],
        of machine: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) {
        for route in routes where try VersionRecord.find(route.version, of: machine, in: scope, turn) == nil {
            throw StatesError.referenceNotFound
        }
    }
}

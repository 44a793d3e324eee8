import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (OperationCall, inout Turn) throws(ServiceError) -> JSONObject

/// What an operation is called with.
struct OperationCall: Sendable {
    let parameters: Parameters
    /// The caller's account and Region.
    let scope: Scope
    /// Whether the events may name a service as their source, which is for services alone.
    let mayUseReservedSources: Bool
    let patterns: CompiledPatterns

    /// The bus that a request names, which must exist: a caller sees those of their own account and Region.
    func bus(_ turn: inout Turn) throws(ServiceError) -> BusAddress {
        let bus = try parameters.bus()
        guard bus.scope == scope, try turn.exists(bus) else { throw .notFound(bus) }
        return bus
    }

    /// The rule that a request names, which must exist.
    func rule(named parameter: String, _ turn: inout Turn) throws(ServiceError) -> (RuleAddress, RuleRecord) {
        let address = RuleAddress(bus: try bus(&turn), name: try parameters.ruleName(parameter))
        guard let record = try RuleRecord(address, &turn) else { throw .notFound(address) }
        return (address, record)
    }
}

extension Turn {
    /// Whether there is such a bus; there is always the one named `default`.
    func exists(_ bus: BusAddress) throws(ServiceError) -> Bool {
        if bus.isDefault { return true }
        return try get(BusRows(bus).bus) != nil
    }
}

import QuickstepEventPatterns
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Hands events to the targets of the rules that match them, inside one turn.
struct EventDelivery {
    let patterns: CompiledPatterns
    /// The enabled rules of each bus that an event of this request came to: they are read once.
    private var rulesByBus: [BusAddress: [Rule]] = [:]

    private struct Rule {
        let address: RuleAddress
        let pattern: EventPattern
    }

    init(patterns: CompiledPatterns) {
        self.patterns = patterns
    }

    /// Gives an event to a bus; a bus that is not there swallows it.
    mutating func deliver(
        _ event: Event,
        to bus: BusAddress,
        effect: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        try deliver(event.json, to: bus, isForwarded: false, effect: effect, &turn)
    }

    private mutating func deliver(
        _ event: JSONObject,
        to bus: BusAddress,
        isForwarded: Bool,
        effect: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        for rule in try rules(of: bus, &turn) where rule.pattern.accepts(event) {
            for row in try turn.rows(under: BusRows(bus).targets(of: rule.address.name)) {
                let target = try Target(row: row.value, of: rule.address)
                if case .bus(let next) = target.destination {
                    // An event that was forwarded once goes no further, which also ends every circle.
                    guard !isForwarded else { continue }
                    try deliver(event, to: next, isForwarded: true, effect: effect, &turn)
                } else {
                    try hand(event, to: target, of: rule.address, effect: effect, &turn)
                }
            }
        }
    }

    private mutating func rules(of bus: BusAddress, _ turn: inout Turn) throws(ServiceError) -> [Rule] {
        if let known = rulesByBus[bus] { return known }
        var rules: [Rule] = []
        for row in try turn.rows(under: BusRows(bus).rules) {
            let record = try RuleRecord(row: row.value)
            guard record.isEnabled else { continue }
            let address = RuleAddress(bus: bus, name: row.name)
            rules.append(Rule(address: address, pattern: try pattern(of: record, address)))
        }
        rulesByBus[bus] = rules
        return rules
    }

    private func pattern(of record: RuleRecord, _ address: RuleAddress) throws(ServiceError) -> EventPattern {
        do throws(ServiceError) {
            return try patterns.pattern(record.pattern)
        } catch {
            throw .damaged("the pattern of \(address.arn): \(error.message)")
        }
    }

    /// Hands an event to one target of another service.
    ///
    /// What the target refuses goes to the dead-letter queue, if there is one. What the runtime could not do now is no refusal: the
    /// whole turn fails, and may be repeated.
    private func hand(
        _ event: JSONObject,
        to target: Target,
        of rule: RuleAddress,
        effect: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let text = target.input.text(for: event, of: rule, ingestedAt: turn.now.iso8601)
        guard let request = target.destination.request(for: target.arn, text, cause: effect) else { return }
        do throws(ServiceError) {
            _ = try turn.call(request)
        } catch {
            guard error.fault == .client else { throw error }
            let letter = DeadLetter(event: event, target: target, rule: rule, error: error)
            try letter.deliver(cause: effect, &turn)
        }
    }
}

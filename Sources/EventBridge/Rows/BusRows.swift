import QuickstepServiceKit

/// The keys of one event bus's rows.
///
/// ```
/// directory   event bus owner with the empty name, section 01, text(name)    empty; lists the buses of a scope but the default one
/// bus         owner section 01                                              JSON: BusRecord; of the default bus, once it has tags
/// rule        owner section 02 text(rule)                                   JSON: RuleRecord
/// target      owner section 03 text(rule) text(id)                          JSON: the target as it was put
/// ```
struct BusRows: Sendable, Equatable {
    let owner: Owner

    init(_ address: BusAddress) {
        owner = Owner(kind: .eventBus, scope: address.scope, name: address.name)
    }

    var bus: StoreKey { owner.section(0x01) }
    var rules: StoreKey { owner.section(0x02) }

    func rule(_ name: String) -> StoreKey { rules.text(name) }

    func targets(of rule: String) -> StoreKey { owner.section(0x03).text(rule) }

    func target(_ id: String, of rule: String) -> StoreKey { targets(of: rule).text(id) }

    /// The prefix of the names of all buses of a scope but the default one.
    ///
    /// No bus has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .eventBus, scope: scope, name: "").section(0x01)
    }
}

extension Turn {
    /// The rows under a prefix, each with the text that follows it in the key.
    func rows(under prefix: StoreKey) throws(ServiceError) -> [(name: String, value: [UInt8])] {
        var rows: [(name: String, value: [UInt8])] = []
        for row in try range(prefix.prefixRange) {
            var reader = StoreKeyReader(row.key, skipping: prefix.bytes.count)
            guard let name = reader.text() else { throw .damaged("a list of EventBridge") }
            rows.append((name, row.value))
        }
        return rows
    }
}

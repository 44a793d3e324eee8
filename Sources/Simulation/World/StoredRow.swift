import QuickstepServiceKit

/// What a row of an execution or of a map run is.
struct StoredRow {
    let owner: Owner
    let section: UInt8
    private let component: Int64?

    /// What executions told their map run of their end.
    static let mapRunInbox: UInt8 = 7

    /// Reads a key; nil where it is another owner's.
    init?(_ key: StoreKey) {
        let kinds = [Owner.Kind.execution.rawValue, Owner.Kind.mapRun.rawValue]
        guard let first = key.bytes.first, kinds.contains(first) else { return nil }
        var reader = StoreKeyReader(key)
        guard let owner = reader.owner(), let section = reader.byte() else { return nil }
        self.owner = owner
        self.section = section
        component = reader.integer()
    }

    /// The prefix of all rows of one kind of owner.
    static func all(_ kind: Owner.Kind) -> StoreKey { StoreKey(bytes: [kind.rawValue]) }

    var isHeader: Bool { section == 1 }

    /// The number of a step of an execution's journal.
    var step: Int64? { owner.kind == .execution && section == 2 ? component : nil }

    /// Whether it says how a map run stands.
    var isMapRunState: Bool { owner.kind == .mapRun && section == 2 }

    /// Whether it says how an Express execution of a map run ended.
    var isExpressResult: Bool { owner.kind == .mapRun && section == 4 }
}

import QuickstepServiceKit

/// The keys of one pipe's rows.
///
/// ```
/// directory   pipe owner with the empty name, section 01, text(name)    empty; lists the pipes of a scope
/// pipe        owner section 01                                          JSON: PipeRecord
/// batch       owner section 02 integer(number of the work)              empty; a batch in a function's hands
/// ```
struct PipeRows: Sendable, Equatable {
    static let pipeSection: UInt8 = 0x01

    let owner: Owner

    init(_ address: PipeAddress) {
        owner = Owner(kind: .pipe, scope: address.scope, name: address.name)
    }

    var pipe: StoreKey { owner.section(Self.pipeSection) }
    var batches: StoreKey { owner.section(0x02) }

    func batch(_ number: Int64) -> StoreKey { batches.integer(number) }

    /// The prefix of the names of all pipes of a scope.
    ///
    /// No pipe has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .pipe, scope: scope, name: "").section(pipeSection)
    }

    /// The prefix of all rows of all pipes of all scopes.
    static let all = StoreKey(bytes: [Owner.Kind.pipe.rawValue])

    /// The pipe whose row this is; `nil` for other rows.
    static func address(ofPipe key: StoreKey) -> PipeAddress? {
        var reader = StoreKeyReader(key)
        guard let owner = reader.owner(), !owner.name.isEmpty, reader.byte() == pipeSection, reader.byte() == nil else {
            return nil
        }
        return PipeAddress(scope: owner.scope, name: owner.name)
    }
}

import QuickstepServiceKit

/// The keys of one table's rows.
///
/// ```
/// directory   table owner with the empty name, section 01, text(name)          JSON: TableRecord; lists a scope's tables
/// abandoned   table owner with empty scope and name, section 02,
///             text(account) text(region) text(name) integer(generation)        empty; a deleted table's items to be swept
/// ledger      owner section 02                                                 bytes: TableLedger
/// item        owner section 03 integer(generation) hash range                  bytes: StoredItem
/// hash, range the ordered bytes of a KeyValue: they sort as the values do, and none begins another
/// ```
///
/// The items of one hash key lie together in the order of their range keys, so that a Query is one range read. A table that is made
/// anew has a new generation, so that deleting one leaves all its items behind at once.
struct TableRows: Sendable, Equatable {
    let scope: Scope
    let name: String

    private var owner: Owner { Owner(kind: .table, scope: scope, name: name) }

    var table: StoreKey { Self.directory(scope).text(name) }
    var ledger: StoreKey { owner.section(0x02) }

    func items(_ generation: Int64) -> StoreKey { owner.section(0x03).integer(generation) }

    func items(_ generation: Int64, hash: KeyValue) -> StoreKey {
        StoreKey(bytes: items(generation).bytes + hash.orderedBytes)
    }

    func item(_ generation: Int64, _ key: ItemKey) -> StoreKey {
        StoreKey(bytes: items(generation, hash: key.hash).bytes + (key.range?.orderedBytes ?? []))
    }

    func abandoned(_ generation: Int64) -> StoreKey {
        Self.allAbandoned.text(scope.account).text(scope.region).text(name).integer(generation)
    }

    /// The prefix of the names of all tables of a scope.
    ///
    /// No table has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .table, scope: scope, name: "").section(0x01)
    }

    /// The prefix of what deleted tables left behind, in all scopes.
    static let allAbandoned = Owner(kind: .table, scope: Scope(account: "", region: ""), name: "").section(0x02)

    /// Reads a key of what a deleted table left behind.
    static func abandoned(_ key: StoreKey) throws(ServiceError) -> (rows: TableRows, generation: Int64) {
        var reader = StoreKeyReader(key, skipping: allAbandoned.bytes.count)
        guard let account = reader.text(), let region = reader.text(), let name = reader.text(),
            let generation = reader.integer()
        else { throw .damaged("the list of deleted tables") }
        return (TableRows(scope: Scope(account: account, region: region), name: name), generation)
    }
}

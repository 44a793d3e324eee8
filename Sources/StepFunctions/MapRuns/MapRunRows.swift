import QuickstepPrimitives
import QuickstepServiceKit

/// The keys of a map run's rows.
///
/// ```
/// mapRun owner  section 1                     what the run was begun with (see MapRunHeader)
///               section 2                     how it stands (see MapRun)
///               section 3, integer(-index)    its executions, newest first (see ChildListing)
///               section 4, integer(index)     how an Express execution ended, which has no rows of its own (see ChildResult)
///               section 5, integer(index)     the executions that have not ended; of an Express execution with its input
///               section 6, integer(index)     the executions that did not succeed
///               section 7, integer(number)    what executions told of their end and the run has not taken note of yet
///               section 8                     that the run is to stop, until it has taken note of that
/// ```
struct MapRunRows: Sendable {
    let owner: Owner

    var header: StoreKey { owner.section(1) }
    var state: StoreKey { owner.section(2) }
    var children: StoreKey { owner.section(3) }
    var open: StoreKey { owner.section(5) }
    var unsuccessful: StoreKey { owner.section(6) }
    var inbox: StoreKey { owner.section(7) }
    var stopRequest: StoreKey { owner.section(8) }

    /// The row that says that an Express run has not ended.
    var openEntry: StoreKey { Self.openRuns.key(owner.key) }

    /// The runs with Express executions that have not ended, of all scopes.
    static let openRuns = Owner(kind: .runtime, name: "open").section(2)

    func child(_ index: Int) -> StoreKey { children.integer(-Int64(index)) }
    func result(_ index: Int) -> StoreKey { owner.section(4).integer(Int64(index)) }
    func open(_ index: Int) -> StoreKey { open.integer(Int64(index)) }
    func unsuccessful(_ index: Int) -> StoreKey { unsuccessful.integer(Int64(index)) }

    /// The number that ends a row's key.
    func index(of row: StoreRow, in section: StoreKey) throws(ServiceError) -> Int {
        var reader = StoreKeyReader(row.key, skipping: section.bytes.count)
        guard let number = reader.integer() else { throw .damaged("a row of the map run \(owner.name)") }
        return Int(number)
    }

    /// The timer that lets the run look at what there is to do, at once; there is never more than one.
    static func look(_ owner: Owner, startedAt: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: owner, number: 0, due: startedAt)
    }
}

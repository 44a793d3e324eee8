import QuickstepInterpreter
import QuickstepPrimitives
import QuickstepServiceKit

/// Which executions the list of a machine has: that of one machine at a time, read once.
///
/// Executions are looked at in the order of their machines. To look for each in the list would read it as often as it has entries
/// that began in one millisecond: under time that stands still, all of them.
struct ListedExecutions {
    private struct Entry: Hashable {
        let startedAt: Int64
        let name: String
    }

    private var index: StoreKey?
    private var entries: Set<Entry> = []

    /// Whether an execution is listed where its start says.
    mutating func contains(
        _ name: ExecutionName,
        startedAt: Timestamp,
        _ turn: Turn
    ) throws(ServiceError) -> Bool {
        let index = Rows.executionIndex(of: name.machine, in: name.scope)
        if index != self.index {
            entries = []
            try Kernel.forEachRow(in: index.prefixRange, turn) { row in
                var reader = StoreKeyReader(row.key, skipping: index.bytes.count)
                guard let started = reader.integer(), let listing = ExecutionListing(row.value) else { return }
                entries.insert(Entry(startedAt: -started, name: listing.name))
            }
            self.index = index
        }
        return entries.contains(Entry(startedAt: startedAt.milliseconds, name: name.name))
    }
}

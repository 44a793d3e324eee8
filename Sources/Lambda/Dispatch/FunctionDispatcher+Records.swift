package import QuickstepServiceKit
import Synchronization

/// That a handler is called for a row of the queue is durable before the call.
///
/// Work that finds a free place when it is asked for has its dispatch recorded in the same turn; work that waited has it recorded in a
/// turn of its own when it gets its place.
extension FunctionDispatcher {
    package func reservePlace(for id: WorkID) -> Bool {
        guard let function = registry.function(named: id.function) else { return false }
        return state.withLock { state in
            guard !state.isStopped, state.table.reserve(id, places: places(of: function)) else { return false }
            state.recorded.insert(id)
            return true
        }
    }

    package func giveBackPlace(of id: WorkID) {
        giveBackPlaces { _ in [id] }
    }

    package func dropUncommitted() {
        giveBackPlaces(\.askedFor)
    }

    private func giveBackPlaces(_ lost: (DispatchTable) -> [WorkID]) {
        let beginning = state.withLock { state in
            var starts: [DispatchTable.Start] = []
            for id in lost(state.table) {
                state.recorded.remove(id)
                starts += state.table.giveBack(id)
            }
            return begin(starts, &state)
        }
        launch(beginning)
    }

    /// Records that handlers are about to be called, and calls them when that is durable.
    func record(_ starting: [(run: DispatchTable.Run, work: WorkItem)]) async {
        defer { kernel.activity.end() }
        let isRecorded: Void? = await kernel.repeatedTurn { (turn) throws(ServiceError) in
            for (run, work) in starting where try turn.get(work.rowKey) != nil {
                let isWanted = state.withLock { state in
                    guard state.recording[run] != nil else { return false }
                    state.recorded.insert(work.id)
                    return true
                }
                guard isWanted else { continue }
                let record = DispatchRecord(work: work.id, crashes: work.crashes, isInFlight: true)
                turn.put(record.rowKey, record.rowValue)
            }
        }
        // Given up: the runtime stopped, or the store is damaged. What is not recorded is not called. Nor is what was finished
        // meanwhile: that was told before this turn was durable.
        guard isRecorded != nil else { return }
        let invocations = state.withLock { state in
            starting.compactMap { run, _ in
                state.recording.removeValue(forKey: run).map { invocation(run, $0, &state) }
            }
        }
        launch(Beginning(invocations: invocations))
    }

    /// The process ends in order: what it called is not called any more.
    func takeBackRecords(_ turn: inout Turn) throws(ServiceError) {
        let recorded = state.withLock { $0.recorded }
        for id in recorded.sorted(by: { DispatchRecord.key(of: $0) < DispatchRecord.key(of: $1) }) {
            let key = DispatchRecord.key(of: id)
            guard let value = try turn.get(key), var record = DispatchRecord(row: StoreRow(key: key, value: value))
            else { continue }
            record.isInFlight = false
            if record.crashes > 0 { turn.put(key, record.rowValue) } else { turn.delete(key) }
        }
    }
}

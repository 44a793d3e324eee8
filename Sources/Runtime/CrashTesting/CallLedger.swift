package import QuickstepJSON
package import QuickstepLambda
package import QuickstepServiceKit
import Synchronization
import SystemPackage

/// One call of a handler.
package struct HandlerCall: Sendable, Equatable {
    package let function: String
    package let token: String
    package let payload: JSONValue
}

/// Every call of a handler in one run, over all its processes.
///
/// It also knows whether a call was durable when it was made: that the work queue has had a row for it.
package final class CallLedger: Sendable {
    private struct State {
        var known: Set<StoreKey> = []
        var calls: [HandlerCall] = []
        var premature: [String] = []
    }

    private let state = Mutex(State())
    private let file: AppendedFile?

    /// - Parameter path: A file that keeps what is noted, for the process that looks at it later. Default: none.
    package init(writingTo path: String? = nil) {
        file = path.map { AppendedFile($0) }
    }

    /// Reads what processes that are gone have noted.
    package init(readingFrom path: String) {
        file = nil
        let bytes = (try? WholeFile.read(path)) ?? []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            // A process that was killed may have written half a line.
            guard let json = try? JSONValue.parse(bytes: Array(line)) else { continue }
            state.withLock { state in
                if let function = json["premature"]?.stringValue { state.premature.append(function) }
                guard let function = json["function"]?.stringValue, let token = json["token"]?.stringValue,
                    let payload = json["payload"]
                else { return }
                state.calls.append(HandlerCall(function: function, token: token, payload: payload))
            }
        }
    }

    package var calls: [HandlerCall] { state.withLock { $0.calls } }

    /// The functions that were called before that was durable, a name for each call.
    package var premature: [String] { state.withLock { $0.premature } }

    package var observer: InvocationObserver {
        InvocationObserver(started: { [self] in started($0) }, dispatched: { [self] in dispatched($0) })
    }

    private func started(_ work: WorkItem) {
        let call = HandlerCall(function: work.id.function, token: work.token, payload: work.payload)
        state.withLock { $0.calls.append(call) }
        let line: JSONValue = [
            "function": .string(call.function), "token": .string(call.token), "payload": call.payload,
        ]
        file?.append(line.compactText)
    }

    private func dispatched(_ work: WorkItem) {
        let isKnown = state.withLock { $0.known.contains(work.rowKey) }
        guard !isKnown else { return }
        state.withLock { $0.premature.append(work.id.function) }
        file?.append(JSONValue.object(["premature": .string(work.id.function)]).compactText)
    }

    /// A store that lets the ledger know of every row of the work queue, those included that are there already.
    package func watching(_ store: any Store) -> any Store {
        let rows = (try? store.range(WorkID.index.prefixRange, limit: .max, reversed: false)) ?? []
        state.withLock { $0.known.formUnion(rows.map(\.key)) }
        return WatchedStore(store) { [self] key in _ = state.withLock { $0.known.insert(key) } }
    }
}

/// A store that tells of rows of the work queue when they are durable.
private final class WatchedStore: Store {
    private let beneath: any Store
    private let note: @Sendable (StoreKey) -> Void

    init(_ beneath: any Store, note: @escaping @Sendable (StoreKey) -> Void) {
        self.beneath = beneath
        self.note = note
    }

    var commitsAtOnce: Bool { beneath.commitsAtOnce }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? { try beneath.get(key) }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        try beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        try beneath.commit(batch)
        // What was asked for and taken back in one batch was durable too, as far as anybody could know.
        for write in batch.writes where WorkID.index.prefixRange.contains(write.key) { note(write.key) }
    }
}

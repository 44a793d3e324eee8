import QuickstepPrimitives
import QuickstepServiceKit

/// The keys of one queue's rows.
///
/// ```
/// directory   queue owner with the empty name, section 01, text(name)      empty; lists the queues of a scope
/// queue       owner section 01                                             JSON: QueueRecord
/// ledger      owner section 02                                             bytes: QueueLedger
/// message     owner section 03 integer(generation) integer(sequence)       JSON: StoredMessage
/// state       owner section 04 integer(generation) integer(sequence)       bytes: MessageState
/// ready       owner section 05 integer(generation) integer(visible at) integer(sequence)      1 byte: Readiness
/// abandoned   owner section 06 integer(generation)                         empty; to be swept
/// ```
///
/// The ready index is ordered by the time from which a message can be received, so that receiving is one short range read
/// however deep the queue is. A message's body is written once; what receives change lies in its state.
///
/// Creating and purging a queue begin a new generation, which leaves all old messages behind at once; a passive timer sweeps them.
struct QueueRows: Sendable, Equatable {
    let owner: Owner
    /// The owner's part of every key, made once.
    private let prefix: StoreKey

    init(_ address: QueueAddress) {
        owner = Owner(kind: .queue, scope: address.scope, name: address.name)
        prefix = owner.key
    }

    var queue: StoreKey { section(0x01) }
    var ledger: StoreKey { section(0x02) }

    func messages(_ generation: Int64) -> StoreKey { section(0x03).integer(generation) }
    func states(_ generation: Int64) -> StoreKey { section(0x04).integer(generation) }
    func ready(_ generation: Int64) -> StoreKey { section(0x05).integer(generation) }

    var abandoned: StoreKey { section(0x06) }

    private func section(_ code: UInt8) -> StoreKey {
        StoreKey(bytes: prefix.bytes + [code])
    }

    func ready(_ generation: Int64, visibleAt: Timestamp, sequence: Int64) -> StoreKey {
        ready(generation).integer(visibleAt.milliseconds).integer(sequence)
    }

    /// Reads a key of the ready index.
    func readyEntry(_ row: StoreRow, generation: Int64) throws(ServiceError) -> ReadyEntry {
        var reader = StoreKeyReader(row.key, skipping: ready(generation).bytes.count)
        guard let visibleAt = reader.integer(), let sequence = reader.integer(),
            let code = row.value.first, let readiness = Readiness(rawValue: code)
        else { throw .damaged("the ready index of the queue \(owner.name)") }
        return ReadyEntry(
            key: row.key,
            visibleAt: Timestamp(milliseconds: visibleAt),
            sequence: sequence,
            readiness: readiness
        )
    }

    /// The sequence number that ends a key under a prefix.
    static func sequence(of key: StoreKey, under prefix: StoreKey) throws(ServiceError) -> Int64 {
        var reader = StoreKeyReader(key, skipping: prefix.bytes.count)
        guard let sequence = reader.integer() else { throw .damaged("a key of a queue's messages") }
        return sequence
    }

    /// The prefix of the names of all queues of a scope.
    ///
    /// No queue has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .queue, scope: scope, name: "").section(0x01)
    }
}

/// Why a message stands in the ready index at its time.
enum Readiness: UInt8, Sendable, Equatable {
    /// It can be received since it was sent, or since someone ended its visibility timeout.
    case visible = 0
    /// A delay hides it until then.
    case delayed = 1
    /// A receive hides it until then.
    case inFlight = 2
}

/// One entry of the ready index.
struct ReadyEntry: Sendable, Equatable {
    let key: StoreKey
    let visibleAt: Timestamp
    let sequence: Int64
    let readiness: Readiness
}

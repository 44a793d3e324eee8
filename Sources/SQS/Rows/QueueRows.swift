import QuickstepPrimitives
import QuickstepServiceKit

/// The keys of one queue's rows.
///
/// ```
/// directory   queue owner with the empty name, section 01, text(name)      empty; lists the queues of a scope
/// queue       owner section 01                                             JSON: QueueRecord
/// ledger      owner section 02                                             bytes: QueueLedger
/// message     owner section 03 generation integer(sequence)                JSON: StoredMessage
/// state       owner section 04 generation integer(sequence)                bytes: MessageState
/// ready       owner section 05 generation integer(visible at) integer(sequence)          1 byte: Readiness
/// abandoned   owner section 06 integer(generation)                         empty; to be swept
/// line        owner section 07 generation text(group) integer(sequence)    bytes: LineEntry
/// head        owner section 08 generation integer(available at) integer(sequence)        the group's name
/// identifier  owner section 09 generation integer(window) text(id) [text(group)]         bytes: AcceptedSend
/// attempt     owner section 0A generation integer(window) text(id)         bytes: ReceiveAttempt
/// waiting     owner section 0B generation text(group) integer(visible at) integer(sequence)      empty
/// place       owner section 0C generation text(group)                      bytes: the group's place in the rotation
/// rotation    owner section 0D generation integer(time) integer(order)     the group's name
/// moved       owner section 0E generation integer(sent at) integer(sequence)             empty
/// task        owner section 0F integer(number)                             JSON: MoveTask
/// deletion    owner section 10                                             integer(time): when the queue was deleted
/// ```
///
/// where `generation` is an integer.
///
/// The ready index of a **standard** queue is ordered by the time from which a message can be received, so that receiving is one short
/// range read however deep the queue is. A message's body is written once; what receives change lies in its state. Visible messages of a
/// fair queue's group wait in a line of their own, and the groups take turns in the rotation. `moved` orders the messages that came from
/// another queue by their first send, for only these are not in order of their age.
///
/// In a **FIFO** queue all messages of a group stand in its line, in the order in which they were sent. What can be received is the
/// beginning of the line up to the first message that is hidden, so a group is available exactly when its head is, and `head` has one
/// entry for each group that has messages. The ready index has the hidden messages only, for the alarm. Identifiers and attempts are
/// kept by the five minutes in which they were used, so that old ones go by ranges.
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

    func lines(_ generation: Int64) -> StoreKey { section(0x07).integer(generation) }
    func heads(_ generation: Int64) -> StoreKey { section(0x08).integer(generation) }
    func identifiers(_ generation: Int64) -> StoreKey { section(0x09).integer(generation) }
    func attempts(_ generation: Int64) -> StoreKey { section(0x0A).integer(generation) }
    func waiting(_ generation: Int64) -> StoreKey { section(0x0B).integer(generation) }
    func places(_ generation: Int64) -> StoreKey { section(0x0C).integer(generation) }
    func rotation(_ generation: Int64) -> StoreKey { section(0x0D).integer(generation) }
    func moved(_ generation: Int64) -> StoreKey { section(0x0E).integer(generation) }

    var tasks: StoreKey { section(0x0F) }
    var deletion: StoreKey { section(0x10) }

    /// The prefixes of all rows of a generation but its messages.
    func indexes(_ generation: Int64) -> [StoreKey] {
        [
            states(generation), ready(generation), lines(generation), heads(generation), identifiers(generation),
            attempts(generation), waiting(generation), places(generation), rotation(generation), moved(generation),
        ]
    }

    private func section(_ code: UInt8) -> StoreKey {
        var key = prefix
        key.bytes.append(code)
        return key
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

    /// The time and the number that end a key under a prefix.
    static func timeAndNumber(of key: StoreKey, under prefix: StoreKey) throws(ServiceError) -> (Timestamp, Int64) {
        var reader = StoreKeyReader(key, skipping: prefix.bytes.count)
        guard let time = reader.integer(), let number = reader.integer() else {
            throw .damaged("a key of a queue's messages")
        }
        return (Timestamp(milliseconds: time), number)
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

import QuickstepInterpreter
import QuickstepServiceKit
import Synchronization

/// A place in a journal from which it can be decoded on.
struct HistoryCheckpoint: Sendable {
    /// The number of the next row.
    var step = 1
    /// The id of the next visible event.
    var eventID = 1
    var decoder = StepDecoder()
}

/// Places in the journals whose histories were read lately, so that a page far behind costs no more than one in front.
///
/// What has become durable of a journal never changes, so a checkpoint is right for ever; the seed tells two executions of one name
/// apart, should the first have been removed.
final class HistoryCheckpoints: Sendable {
    private struct Journal {
        let seed: UInt64
        /// One after every so many events, ascending.
        var places: [HistoryCheckpoint] = []
        /// Where the last page ended: the next one begins there.
        var latest: HistoryCheckpoint?
    }

    /// Checkpoints hold the last few payloads, which may be large: only few journals have some.
    private static let journalsMax = 8
    private static let eventsApart = 2500

    private let journals = Mutex<[(owner: Owner, journal: Journal)]>([])

    /// The last place before an event.
    func last(atMost eventID: Int, of owner: Owner, _ header: ExecutionHeader) -> HistoryCheckpoint {
        journals.withLock { journals in
            guard let found = journals.first(where: { $0.owner == owner })?.journal, found.seed == header.seed else {
                return HistoryCheckpoint()
            }
            let places = found.places + (found.latest.map { [$0] } ?? [])
            return places.filter { $0.eventID <= eventID }.max { $0.eventID < $1.eventID } ?? HistoryCheckpoint()
        }
    }

    /// Notes a place that was passed, if it lies far enough behind the last one.
    func note(_ place: HistoryCheckpoint, of owner: Owner, _ header: ExecutionHeader) {
        // Most places are near the start, or near one that is known.
        guard place.eventID > Self.eventsApart else { return }
        change(owner, header) { journal in
            guard place.eventID - (journal.places.last?.eventID ?? 1) >= Self.eventsApart else { return }
            journal.places.append(place)
        }
    }

    /// Notes where a page ended.
    func keep(_ place: HistoryCheckpoint, of owner: Owner, _ header: ExecutionHeader) {
        change(owner, header) { $0.latest = place }
    }

    private func change(_ owner: Owner, _ header: ExecutionHeader, _ body: (inout Journal) -> Void) {
        journals.withLock { journals in
            var journal = Journal(seed: header.seed)
            if let index = journals.firstIndex(where: { $0.owner == owner }) {
                let known = journals.remove(at: index).journal
                if known.seed == header.seed { journal = known }
            }
            body(&journal)
            if journals.count >= Self.journalsMax { journals.removeFirst() }
            journals.append((owner, journal))
        }
    }
}

import QuickstepServiceKit
import Synchronization

/// The boards of topics that were published to, by the revision of the topic that they were made of.
///
/// A revision is given once: a turn that was taken back, or a batch that was lost, never leaves a board that a later revision would be
/// taken for. So this cannot be wrong about rows: it only saves work, and may be emptied at any time.
final class TopicBoards: Sendable {
    private let boards = Mutex<[TopicAddress: (revision: Int64, board: TopicBoard)]>([:])

    /// The board of a topic.
    ///
    /// - Throws: `NotFound`.
    func board(_ address: TopicAddress, _ turn: inout Turn) throws(ServiceError) -> TopicBoard {
        if let json = try turn.json(TopicRows(address).ledger) {
            let revision = try TopicLedger(json: json).revision
            if let known = boards.withLock({ $0[address] }), known.revision == revision { return known.board }
        }
        var topic = try OpenTopic(address, &turn)
        try topic.close(&turn)
        let board = try TopicBoard(address, topic.record, &turn)
        boards.withLock { boards in
            if boards.count >= SNSLimits.boardsMax { boards.removeAll() }
            boards[address] = (topic.ledger.revision, board)
        }
        return board
    }
}

import QuickstepPrimitives
import Synchronization

/// Runs everything that a simulated process does on one thread, one piece at a time, in an order that a seed decides.
///
/// What is ready is one pool, plus a queue for each serial lane; the next piece is drawn from all of them. What waits for real time
/// runs when nothing else is ready: no time passes while anything can be done.
final class Scheduler: Sendable {
    typealias Piece = @Sendable () -> Void

    fileprivate struct State {
        var random: KeyedRandom
        var pool: [Piece] = []
        var lanes: [[Piece]] = []
        /// The next piece of each lane: lanes are emptied from the front without moving what is behind.
        var heads: [Int] = []
        var sleeping: [Piece] = []
    }

    private let state: Mutex<State>

    init(seed: UInt64) {
        state = Mutex(State(random: KeyedRandom(seed: seed, event: 1)))
    }

    /// Makes a lane, whose pieces run in the order in which they came.
    func makeLane() -> Int {
        state.withLock { state in
            state.lanes.append([])
            state.heads.append(0)
            return state.lanes.count - 1
        }
    }

    func add(_ piece: @escaping Piece) {
        state.withLock { $0.pool.append(piece) }
    }

    func add(_ piece: @escaping Piece, toLane lane: Int) {
        state.withLock { $0.lanes[lane].append(piece) }
    }

    func addSleeping(_ piece: @escaping Piece) {
        state.withLock { $0.sleeping.append(piece) }
    }

    /// Runs one piece.
    ///
    /// Returns whether there was one.
    func runOne() -> Bool {
        guard let piece = state.withLock({ $0.next() }) else { return false }
        piece()
        return true
    }

    /// Forgets everything: the process is gone.
    func abandon() {
        state.withLock { state in
            state.pool = []
            state.sleeping = []
            for lane in state.lanes.indices {
                state.lanes[lane] = []
                state.heads[lane] = 0
            }
        }
    }
}

extension Scheduler.State {
    fileprivate mutating func next() -> Scheduler.Piece? {
        let ready = lanes.indices.filter { heads[$0] < lanes[$0].count }
        let count = pool.count + ready.count
        guard count > 0 else { return sleeping.isEmpty ? nil : sleeping.removeFirst() }
        let choice = Int(random.integer(below: UInt64(count)))
        guard choice >= ready.count else { return nextPiece(ofLane: ready[choice]) }
        pool.swapAt(choice - ready.count, pool.count - 1)
        return pool.removeLast()
    }

    private mutating func nextPiece(ofLane lane: Int) -> Scheduler.Piece {
        let piece = lanes[lane][heads[lane]]
        heads[lane] += 1
        if heads[lane] == lanes[lane].count {
            lanes[lane].removeAll(keepingCapacity: true)
            heads[lane] = 0
        }
        return piece
    }
}

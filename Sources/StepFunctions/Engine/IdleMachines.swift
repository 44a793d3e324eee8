import QuickstepServiceKit

/// Which machines stay in memory while their executions wait: those that were at work last, as many as the bounds allow.
package struct IdleMachines: Sendable {
    /// How much may stay.
    package struct Bounds: Sendable, Equatable {
        var machines: Int
        /// Payloads of theirs, as compact JSON, in bytes.
        var byteCount: Int
        /// How many executions work at the same time; their machines come on top.
        var working: Int

        static let standard = Bounds(machines: 10_000, byteCount: 64 << 20)

        package init(machines: Int, byteCount: Int, working: Int = 1024) {
            self.machines = machines
            self.byteCount = byteCount
            self.working = working
        }
    }

    private struct Entry {
        let turn: Int
        let byteCount: Int
    }

    private let bounds: Bounds
    private var entries: [Owner: Entry] = [:]
    /// Who came to rest, oldest first; one that disagrees with the entry was at work since.
    private var order: [(owner: Owner, turn: Int)] = []
    private var first = 0
    private var turnNext = 0
    private(set) var byteCount = 0

    init(_ bounds: Bounds = .standard) {
        self.bounds = bounds
    }

    var count: Int { entries.count }

    /// Notes that an execution waits from now on.
    ///
    /// Returns those that have to leave memory for it, longest at rest first.
    mutating func add(_ owner: Owner, byteCount size: Int) -> [Owner] {
        remove(owner)
        turnNext += 1
        entries[owner] = Entry(turn: turnNext, byteCount: size)
        byteCount += size
        order.append((owner, turnNext))
        var leaving: [Owner] = []
        while entries.count > bounds.machines || byteCount > bounds.byteCount, let oldest = takeOldest() {
            leaving.append(oldest)
        }
        compact()
        return leaving
    }

    /// Notes that an execution is at work, or gone.
    mutating func remove(_ owner: Owner) {
        guard let entry = entries.removeValue(forKey: owner) else { return }
        byteCount -= entry.byteCount
    }

    private mutating func takeOldest() -> Owner? {
        while first < order.count {
            let (owner, turn) = order[first]
            first += 1
            guard entries[owner]?.turn == turn else { continue }
            remove(owner)
            return owner
        }
        return nil
    }

    /// Forgets what disagrees, now and then, so that the order is not much longer than it must be.
    private mutating func compact() {
        guard order.count > 2 * entries.count + 64 else { return }
        order = order[first...].filter { entries[$0.owner]?.turn == $0.turn }
        first = 0
    }
}

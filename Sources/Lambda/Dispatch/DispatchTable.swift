import QuickstepServiceKit

/// Who waits, who runs and who is stuck, for each function: the rules of dispatch as a value.
///
/// Calls of one function start in the order in which they came, as long as there are places. A call that is past its timeout, or
/// no longer wanted, is *stuck*: it keeps its place until its handler returns. Work that is being asked for, and not durable yet, can
/// *reserve* a free place; its dispatch is then recorded together with it.
struct DispatchTable: Sendable {
    /// Names one run of a handler.
    ///
    /// The same work never runs twice at the same time.
    struct Run: Sendable, Hashable {
        let number: Int
    }

    struct Start: Sendable, Equatable {
        let run: Run
        let work: WorkID
        /// Whether the place had been reserved, so that the dispatch is recorded.
        let isRecorded: Bool
    }

    /// What became of work that is no longer wanted.
    enum Removal: Sendable, Equatable {
        /// It is not here: it is done, or was never here.
        case unknown
        /// It had not started, and will not.
        case withdrawn
        /// It runs; it is stuck now.
        case stuck(Run)
    }

    private struct LaneKey: Sendable, Hashable {
        let scope: Scope
        let function: String

        init(_ work: WorkID) {
            scope = work.scope
            function = work.function
        }
    }

    private struct Lane: Sendable {
        var places: Int
        /// In order of arrival; what is no longer in `queued` was withdrawn.
        var line = FIFO<WorkID>()
        var running = 0
        var stuck = 0
        var queued: Set<WorkID> = []
        /// What is being asked for and not durable yet: with a place kept for it, and without.
        var reserved: Set<WorkID> = []
        var asked: Set<WorkID> = []

        /// While there is one nobody waits in line, for whoever could start has.
        var hasPlace: Bool { running + stuck + reserved.count < places }

        mutating func next() -> WorkID? {
            while let work = line.popFirst() {
                if queued.remove(work) != nil { return work }
            }
            return nil
        }
    }

    private enum Phase: Sendable {
        case running, stuck
    }

    private var lanes: [LaneKey: Lane] = [:]
    private var runs: [Run: (work: WorkID, phase: Phase)] = [:]
    private var runOf: [WorkID: Run] = [:]
    private var runNext = 1
    private(set) var isOpen = false

    /// Whether the work waits or runs.
    func contains(_ work: WorkID) -> Bool {
        runOf[work] != nil || lanes[LaneKey(work)]?.queued.contains(work) == true
    }

    /// Lets work start, the oldest first.
    mutating func open() -> [Start] {
        isOpen = true
        var starts: [Start] = []
        for key in lanes.keys {
            // What an earlier process left is found after this process may have added work of its own.
            lanes[key]?.line.sort { $0.number < $1.number }
            starts += fill(key)
        }
        return starts.sorted { $0.work.number < $1.work.number }
    }

    /// Work is being asked for: keeps a place for it, where one is free and nothing that was asked for before comes first.
    ///
    /// Returns whether a place is kept.
    mutating func reserve(_ work: WorkID, places: Int) -> Bool {
        guard !contains(work) else { return false }
        let key = LaneKey(work)
        var lane = lanes[key] ?? Lane(places: places)
        let isKept = isOpen && lane.hasPlace && lane.asked.isEmpty
        if isKept { lane.reserved.insert(work) } else { lane.asked.insert(work) }
        lanes[key] = lane
        return isKept
    }

    /// Work that was being asked for will not come.
    ///
    /// Returns what starts in its place.
    mutating func giveBack(_ work: WorkID) -> [Start] {
        let key = LaneKey(work)
        lanes[key]?.asked.remove(work)
        return lanes[key]?.reserved.remove(work) == nil ? [] : fill(key)
    }

    /// The work that is being asked for, in the order of its numbers.
    var askedFor: [WorkID] {
        lanes.values.flatMap { $0.reserved.union($0.asked) }.sorted { $0.number < $1.number }
    }

    /// Takes work in.
    ///
    /// Returns what starts now; work that is here already is not taken twice.
    mutating func add(_ work: WorkID, places: Int) -> [Start] {
        guard !contains(work) else { return [] }
        let key = LaneKey(work)
        lanes[key]?.asked.remove(work)
        if lanes[key]?.reserved.remove(work) != nil { return [start(work, in: key, isRecorded: true)] }
        lanes[key, default: Lane(places: places)].line.append(work)
        lanes[key]?.queued.insert(work)
        return fill(key)
    }

    /// A handler has returned.
    ///
    /// Returns whether its result still counts, and what starts in its place.
    mutating func complete(_ run: Run) -> (counts: Bool, starts: [Start]) {
        guard let (work, phase) = runs.removeValue(forKey: run) else { return (false, []) }
        let key = LaneKey(work)
        switch phase {
        case .running:
            runOf[work] = nil
            lanes[key]?.running -= 1
        case .stuck:
            lanes[key]?.stuck -= 1
        }
        return (phase == .running, fill(key))
    }

    /// Gives a run up: its result will not count.
    ///
    /// Returns whether it would have.
    mutating func abandon(_ run: Run) -> Bool {
        guard let (work, phase) = runs[run], phase == .running else { return false }
        runs[run] = (work, .stuck)
        runOf[work] = nil
        let key = LaneKey(work)
        lanes[key]?.running -= 1
        lanes[key]?.stuck += 1
        return true
    }

    /// Work is no longer wanted.
    mutating func remove(_ work: WorkID) -> Removal {
        if let run = runOf[work] {
            _ = abandon(run)
            return .stuck(run)
        }
        return lanes[LaneKey(work)]?.queued.remove(work) == nil ? .unknown : .withdrawn
    }

    /// Lets nothing start any more.
    ///
    /// Returns what ran and what waited.
    mutating func close() -> (abandoned: [Run], withdrawn: [WorkID]) {
        isOpen = false
        let running = runs.filter { $0.value.phase == .running }.keys.sorted { $0.number < $1.number }
        for run in running { _ = abandon(run) }
        var withdrawn: [WorkID] = []
        for key in lanes.keys {
            lanes[key]?.reserved = []
            lanes[key]?.asked = []
            while let work = lanes[key]?.next() { withdrawn.append(work) }
        }
        return (running, withdrawn.sorted { $0.number < $1.number })
    }

    /// How each function stands that was ever called, by scope and name.
    var statuses: [FunctionStatus] {
        lanes.map { key, lane in
            FunctionStatus(
                scope: key.scope,
                name: key.function,
                running: lane.running,
                stuck: lane.stuck,
                queued: lane.queued.count
            )
        }
        .sorted { ($0.scope.account, $0.scope.region, $0.name) < ($1.scope.account, $1.scope.region, $1.name) }
    }

    private mutating func fill(_ key: LaneKey) -> [Start] {
        guard isOpen else { return [] }
        var starts: [Start] = []
        while let lane = lanes[key], lane.hasPlace, let work = lanes[key]?.next() {
            starts.append(start(work, in: key, isRecorded: false))
        }
        return starts
    }

    private mutating func start(_ work: WorkID, in key: LaneKey, isRecorded: Bool) -> Start {
        let run = Run(number: runNext)
        runNext += 1
        runs[run] = (work, .running)
        runOf[work] = run
        lanes[key]?.running += 1
        return Start(run: run, work: work, isRecorded: isRecorded)
    }
}

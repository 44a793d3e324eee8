import QuickstepJSON

/// One evaluation: what it may still cost, and what it was given from outside.
final class Evaluation {
    let surroundings: Surroundings
    let root: Value
    let dialect: Dialect
    private(set) var guardian: StackGuard

    /// Whether it runs on the large stack already.
    private var isOnLargeStack = false

    /// Whether the task that began the evaluation is cancelled; the large stack belongs to no task.
    private var isCancelled: () -> Bool = { Task.isCancelled }

    /// How many nodes are being evaluated one inside another.
    var depth = 0
    private let depthMax: Int

    /// How many nodes were evaluated, and elements moved.
    private var steps = 0
    private let stepsMax: Int
    /// When it began, by the machine's clock.
    ///
    /// The limit is this process's patience; what expressions see of time is injected.
    private let start = ContinuousClock().now
    private let timeMax: Duration?

    /// How much was made, roughly in values of 32 bytes; what was released again counts too, less often.
    private var room: Int

    /// The call that a function ends with, for its caller to make.
    var tailCall: TailCall?

    /// The first of the frames that functions hold on to, to be emptied at the end.
    ///
    /// It is not held, and is never gone: a frame that goes puts its neighbour here first (`Frame.deinit`).
    unowned(unsafe) var captured: Frame?

    private var releaseDepth = 0
    private var buried: [Buried] = []

    /// What the next number drawn depends on.
    var draws = 0

    /// A call to be made.
    struct TailCall {
        let node: CallNode
        let input: Value
        let frame: Frame
    }

    private struct Buried {
        var values: [Value?]
        var parent: Frame?
    }

    init(root: Value, surroundings: Surroundings, dialect: Dialect) {
        self.root = root
        self.surroundings = surroundings
        self.dialect = dialect
        let limits = surroundings.limits
        self.guardian = StackGuard(bytes: limits.stackBytes)
        self.depthMax = limits.depth
        self.stepsMax = limits.steps
        self.timeMax = limits.time
        self.room = limits.memoryBytes / 32
    }

    // MARK: Limits

    /// Counts the beginning of a node.
    @inline(__always)
    func enter() throws(JSONataError) {
        self.depth &+= 1
        self.steps &+= 1
        if self.depth > self.depthMax { throw StackGuard.exhaustion }
        if self.steps & 0x1FF == 0 { try self.checkTime() }
        try self.guardian.check()
    }

    /// Counts elements that are moved or compared.
    @inline(__always)
    func enter(_ count: Int) throws(JSONataError) {
        let before = self.steps
        self.steps &+= count
        if before >> 9 != self.steps >> 9 { try self.checkTime() }
        try self.guardian.check()
    }

    /// Counts what becomes JSON.
    func enterConversion(_ count: Int) throws(JSONataError) {
        try self.enter(count + 1)
        try self.allocate(count + 1)
    }

    /// Counts what is made, in values.
    @inline(__always)
    func allocate(_ count: Int) throws(JSONataError) {
        self.room &-= count
        if self.room < 0 { throw JSONataError("U1001", Self.outOfMemory) }
    }

    /// Counts a text that is made.
    @inline(__always)
    func allocate(text bytes: Int) throws(JSONataError) {
        try self.allocate(bytes >> 5 &+ 1)
    }

    private func checkTime() throws(JSONataError) {
        if self.steps > self.stepsMax { throw JSONataError("U1001", Self.outOfTime) }
        if let timeMax, ContinuousClock().now - self.start > timeMax { throw JSONataError("U1001", Self.outOfTime) }
        if self.isCancelled() { throw JSONataError("U1001", Self.cancelled) }
    }

    /// Whether it should go on with a large stack.
    @inline(__always)
    var needsLargeStack: Bool { !self.isOnLargeStack && self.guardian.isHalfUsed }

    /// Goes on with a large stack; with the old one where the system gives no thread.
    func onLargeStack(_ work: () throws(JSONataError) -> Value) throws(JSONataError) -> Value {
        let guardian = self.guardian
        self.isOnLargeStack = true
        defer {
            self.isOnLargeStack = false
            self.guardian = guardian
        }
        var result: Result<Value, JSONataError>?
        let hasRun = withUnsafeCurrentTask { task in
            // The task outlives this call, which waits for the thread.
            self.isCancelled = { task?.isCancelled ?? false }
            return LargeStack.run {
                self.guardian = StackGuard(bytes: LargeStack.usableBytes)
                do throws(JSONataError) { result = .success(try work()) } catch { result = .failure(error) }
            }
        }
        self.isCancelled = { Task.isCancelled }
        if hasRun, let result { return try result.get() }
        return try work()
    }

    private static let outOfTime = JSONataErrorDetails(
        message: "Expression evaluation timeout: Check for infinite loop"
    )
    private static let outOfMemory = JSONataErrorDetails(message: "Expression evaluation takes too much memory")
    private static let cancelled = JSONataErrorDetails(message: "Expression evaluation was cancelled")

    // MARK: Release

    /// Releases what a frame holds; a chain of frames that hold one another is taken apart link by link.
    func release(_ values: inout [Value?], _ parent: inout Frame?) {
        guard self.releaseDepth >= 20 else {
            self.releaseDepth += 1
            values = []
            parent = nil
            self.releaseDepth -= 1
            if self.releaseDepth == 0 { self.releaseBuried() }
            return
        }
        self.buried.append(Buried(values: values, parent: parent))
        values = []
        parent = nil
    }

    private func releaseBuried() {
        guard !self.buried.isEmpty else { return }
        self.releaseDepth += 1
        while var next = self.buried.popLast() {
            next.values = []
            next.parent = nil
        }
        self.releaseDepth -= 1
    }

    /// Empties the frames that functions hold on to: a function that calls itself is held by the frame that it holds.
    func finish() {
        self.tailCall = nil
        var frame = self.captured
        while let current = frame { frame = current.empty() }
    }

    // MARK: Random numbers

    /// A number from 0 up to but not including 1.
    func random() -> Double {
        self.draws += 1
        return self.surroundings.random(self.draws - 1)
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// How a map run stands, and what it does next: a value.
struct MapRun: Sendable, Equatable {
    /// How a run ends.
    enum Outcome: Sendable, Equatable {
        case succeeded
        case failed(error: String, cause: String)
        /// Its execution was stopped, or does not wait for it any more.
        case aborted
    }

    enum Phase: Sendable, Equatable {
        /// Items are read, and executions of them run. Next: `stopping`, `collecting`, `writing`, `ended`.
        case running
        /// No execution begins any more, and those that run are stopped. Next: `writing`, `ended`, `running` (a redrive).
        case stopping(Outcome)
        /// The state's result is put together. Next: `ended`.
        case collecting
        /// Results are stored in a bucket. Next: `ended`.
        case writing(Outcome, ResultExport)
        /// Next: `running` (a redrive).
        case ended(Outcome)
    }

    /// What the run does next; `nil` of it: it waits for its executions.
    enum Demand: Sendable, Equatable {
        /// Begin executions of items, no more than so many.
        case items(Int)
        /// Take up again executions that did not succeed, no more than so many.
        case redrives(Int)
        /// Stop executions that run.
        case stops
        case result
        case file
    }

    private(set) var phase = Phase.running
    /// What the execution calls the run.
    private(set) var task: TaskID
    private(set) var executions = MapRunCounts()
    private(set) var items = MapRunCounts()
    var concurrency: Int
    var tolerance: MapRunRequest.Tolerance
    /// Up to where items were read.
    private(set) var position = ItemPosition()
    private(set) var isExhausted = false
    /// The index of the next execution.
    private(set) var nextChild = 0
    /// Up to which execution those that run were stopped.
    private(set) var stopped = -1
    /// Up to which execution those that did not succeed were taken up again.
    private(set) var redriven = -1
    /// How often it was redriven, and when last.
    private(set) var redriveCount = 0
    private(set) var redrivenAt: Timestamp?
    /// A redrive that was asked for while executions were still being stopped.
    private var isToBeRedriven = false
    private(set) var stoppedAt: Timestamp?

    /// The most executions that run at the same time.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    static let concurrencyMax = 10_000

    init(_ request: MapRunRequest) {
        task = request.run
        concurrency = request.concurrency
        tolerance = request.tolerance
    }

    // MARK: What happens

    /// Executions begin, one for each number of items.
    mutating func begin(_ counts: [Int], upTo position: ItemPosition, isLast: Bool) {
        for count in counts {
            executions.running += 1
            items.running += count
        }
        nextChild += counts.count
        self.position = position
        isExhausted = isLast
    }

    /// An execution ended.
    mutating func end(_ status: ExecutionRecord.Status, items count: Int) {
        executions.end(status, count: 1)
        items.end(status, count: count)
    }

    /// An execution that did not succeed runs again.
    mutating func beginAgain(_ index: Int, items count: Int) {
        redriven = index
        executions.pendingRedrive -= 1
        executions.running += 1
        items.pendingRedrive -= count
        items.running += count
    }

    /// There is none left to be taken up again.
    mutating func endRedrives() {
        executions.pendingRedrive = 0
        items.pendingRedrive = 0
    }

    mutating func noteStops(upTo index: Int) { stopped = index }

    mutating func fail(_ error: String, _ cause: String) {
        guard case .running = phase else { return }
        stop(.failed(error: error, cause: cause))
    }

    mutating func abort() {
        switch phase {
        case .running, .collecting: stop(.aborted)
        case .stopping: phase = .stopping(.aborted)
        case .writing(_, let export): phase = .writing(.aborted, export)
        case .ended: break
        }
        isToBeRedriven = false
    }

    private mutating func stop(_ outcome: Outcome) {
        phase = .stopping(outcome)
        stopped = -1
    }

    /// Another file was stored, or what is to be stored next is known.
    mutating func note(_ export: ResultExport) {
        if case .writing(let outcome, _) = phase { phase = .writing(outcome, export) }
    }

    /// Results cannot be stored.
    mutating func failToWrite(_ cause: String) {
        guard case .writing(let outcome, var export) = phase else { return }
        export.part = .done
        phase = .writing(
            outcome == .succeeded ? .failed(error: ErrorName.resultWriterFailed, cause: cause) : outcome,
            export
        )
    }

    /// The state's result is there, or is too large.
    mutating func end(_ outcome: Outcome, at time: Timestamp) {
        phase = .ended(outcome)
        stoppedAt = time
    }

    /// The executions that did not succeed are to be taken up again, for another attempt of the state.
    mutating func redrive(as task: TaskID, at time: Timestamp) {
        self.task = task
        redriveCount += 1
        redrivenAt = time
        switch phase {
        case .ended: takeUpAgain()
        case .stopping, .writing: isToBeRedriven = true
        case .running, .collecting: break
        }
    }

    private mutating func takeUpAgain() {
        isToBeRedriven = false
        executions.redrive()
        items.redrive()
        phase = .running
        redriven = -1
        stoppedAt = nil
    }

    // MARK: What follows

    /// Goes on where nothing is left to do in a phase.
    ///
    /// - Parameters:
    ///   - total: How many items there are, where that is known.
    ///   - exports: Whether results are stored in a bucket.
    ///   - time: The time.
    mutating func settle(total: Int?, exports: Bool, at time: Timestamp) {
        judge(total)
        switch phase {
        case .running:
            guard executions.running == 0, executions.pendingRedrive == 0, isExhausted else { return }
            phase = exports ? .writing(.succeeded, ResultExport()) : .collecting
        case .stopping(let outcome):
            guard executions.running == 0 else { return }
            phase = exports ? .writing(outcome, ResultExport()) : .ended(outcome)
        case .writing(let outcome, let export):
            if export.part == .done { phase = .ended(outcome) }
        case .collecting, .ended:
            break
        }
        guard case .ended = phase else { return }
        guard isToBeRedriven else {
            stoppedAt = stoppedAt ?? time
            return
        }
        takeUpAgain()
        // Where all executions had succeeded there are none to wait for.
        settle(total: total, exports: exports, at: time)
    }

    /// Stops the run where more items failed than it tolerates.
    ///
    /// A percentage is of all items: it is held against once their number is known, unless it is nothing at all.
    private mutating func judge(_ total: Int?) {
        guard case .running = phase, items.unsuccessful > 0 else { return }
        let count = tolerance.count ?? (tolerance.percentage == nil ? 0 : Int.max)
        var isExceeded = items.unsuccessful > count
        if let percentage = tolerance.percentage {
            let all = total ?? (isExhausted ? items.begun : nil)
            if let all { isExceeded = isExceeded || Double(items.unsuccessful) * 100 > percentage * Double(all) }
            if percentage == 0 { isExceeded = true }
        }
        guard isExceeded else { return }
        fail(ErrorName.exceededToleratedFailures, MachineTexts.exceededToleratedFailures)
    }

    var demand: Demand? {
        switch phase {
        case .running:
            let limit = concurrency > 0 ? min(concurrency, Self.concurrencyMax) : Self.concurrencyMax
            let room = limit - executions.running
            guard room > 0 else { return nil }
            if executions.pendingRedrive > 0 { return .redrives(room) }
            return isExhausted ? nil : .items(room)
        case .stopping:
            return stopped < nextChild && executions.running > 0 ? .stops : nil
        case .collecting: return .result
        case .writing: return .file
        case .ended: return nil
        }
    }

    /// The name that DescribeMapRun gives it.
    var statusName: String {
        switch phase {
        case .running, .collecting: "RUNNING"
        case .stopping(let outcome), .writing(let outcome, _):
            if case .aborted = outcome { "ABORTED" } else { "RUNNING" }
        case .ended(.succeeded): "SUCCEEDED"
        case .ended(.failed): "FAILED"
        case .ended(.aborted): "ABORTED"
        }
    }

    /// Whether the items that were not taken can be read: where they could not, that has ended the run.
    var hasReadableItems: Bool {
        guard case .writing(.failed(let error, _), _) = phase else { return true }
        return error != ErrorName.itemReaderFailed
    }

    var hasEnded: Bool {
        if case .ended = phase { true } else { false }
    }
}

// MARK: Rows

extension MapRun {
    var json: JSONValue {
        var row: JSONObject = [
            "task": .number(JSONNumber(task.sequence)),
            "executions": executions.json,
            "items": items.json,
            "concurrency": .number(JSONNumber(concurrency)),
            "position": position.json,
            "exhausted": .bool(isExhausted),
            "next": .number(JSONNumber(nextChild)),
            "stopped": .number(JSONNumber(stopped)),
            "redriven": .number(JSONNumber(redriven)),
        ]
        if let count = tolerance.count { row["toleratedCount"] = .number(JSONNumber(count)) }
        if let percentage = tolerance.percentage.flatMap({ JSONNumber($0) }) {
            row["toleratedPercentage"] = .number(percentage)
        }
        if redriveCount > 0 { row["redrives"] = .number(JSONNumber(redriveCount)) }
        if let redrivenAt { row["redrivenAt"] = .number(JSONNumber(redrivenAt.milliseconds)) }
        if let stoppedAt { row["stoppedAt"] = .number(JSONNumber(stoppedAt.milliseconds)) }
        if isToBeRedriven { row["redrive"] = true }
        switch phase {
        case .running: row["phase"] = "running"
        case .stopping(let outcome): (row["phase"], row["outcome"]) = ("stopping", outcome.json)
        case .collecting: row["phase"] = "collecting"
        case .writing(let outcome, let export):
            (row["phase"], row["outcome"], row["export"]) = ("writing", outcome.json, export.json)
        case .ended(let outcome): (row["phase"], row["outcome"]) = ("ended", outcome.json)
        }
        return .object(row)
    }

    init?(json: JSONValue) {
        guard let task = json["task"]?.intValue, let executions = MapRunCounts(json: json["executions"]),
            let items = MapRunCounts(json: json["items"]), let concurrency = json["concurrency"]?.intValue,
            let position = json["position"].flatMap({ ItemPosition(json: $0) }),
            let isExhausted = json["exhausted"]?.boolValue, let next = json["next"]?.intValue,
            let stopped = json["stopped"]?.intValue, let redriven = json["redriven"]?.intValue,
            let phase = Phase(json: json)
        else { return nil }
        self.task = TaskID(task)
        self.executions = executions
        self.items = items
        self.concurrency = concurrency
        tolerance = MapRunRequest.Tolerance(
            count: json["toleratedCount"]?.intValue,
            percentage: json["toleratedPercentage"]?.doubleValue
        )
        self.position = position
        self.isExhausted = isExhausted
        nextChild = next
        self.stopped = stopped
        self.redriven = redriven
        redriveCount = json["redrives"]?.intValue ?? 0
        redrivenAt = json["redrivenAt"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
        stoppedAt = json["stoppedAt"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
        isToBeRedriven = json["redrive"]?.boolValue ?? false
        self.phase = phase
    }

    /// How a map run stands; `nil` where there is no such run.
    static func read(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> MapRun? {
        guard let json = try turn.json(MapRunRows(owner: owner).state) else { return nil }
        guard let run = MapRun(json: json) else { throw .damaged("the state of the map run \(owner.name)") }
        return run
    }
}

extension MapRun.Phase {
    fileprivate init?(json: JSONValue) {
        let outcome = json["outcome"].flatMap { MapRun.Outcome(json: $0) }
        switch (json["phase"]?.stringValue, outcome) {
        case ("running", _): self = .running
        case ("collecting", _): self = .collecting
        case ("stopping", let outcome?): self = .stopping(outcome)
        case ("ended", let outcome?): self = .ended(outcome)
        case ("writing", let outcome?):
            guard let export = json["export"].flatMap({ ResultExport(json: $0) }) else { return nil }
            self = .writing(outcome, export)
        default: return nil
        }
    }
}

extension MapRun.Outcome {
    fileprivate var json: JSONValue {
        switch self {
        case .succeeded: "succeeded"
        case .aborted: "aborted"
        case .failed(let error, let cause): ["error": .string(error), "cause": .string(cause)]
        }
    }

    fileprivate init?(json: JSONValue) {
        switch json.stringValue {
        case "succeeded": self = .succeeded
        case "aborted": self = .aborted
        default:
            guard let error = json["error"]?.stringValue, let cause = json["cause"]?.stringValue else { return nil }
            self = .failed(error: error, cause: cause)
        }
    }
}

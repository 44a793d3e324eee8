import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

/// Checks that a journal says everything: each prefix of it gives the machine of the uninterrupted run.
enum Replay {
    /// Checks a run.
    ///
    /// A note says which run it was when something is not as it should be.
    static func check(
        _ run: ScriptedRun,
        _ note: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try checkFolding(run, note, sourceLocation)
        try checkPrefixes(run, note, sourceLocation)
        try checkJournal(run, note, sourceLocation)
    }

    /// Deciding again gives the recorded events, folding them gives the machine that handled the signals, and what both
    /// wait for is what was asked for and not yet answered.
    private static func checkFolding(_ run: ScriptedRun, _ note: String, _ location: SourceLocation) throws {
        let comment = Comment(rawValue: note)
        var live = Execution(header: run.header, definition: run.definition)
        var folded = live
        var outstanding = Outstanding()
        for step in run.journal {
            #expect(try live.decide(step.signal, at: step.time) == step.events, comment, sourceLocation: location)
            #expect(try live.handle(step.signal, at: step.time) == step.events, comment, sourceLocation: location)
            outstanding.hear(step.signal)
            for event in step.events {
                try folded.evolve(event, at: step.time)
                for action in Execution.actions(for: event) { outstanding.note(action) }
                let waits = folded.pendingActions.filter { $0 != .continueSoon }
                #expect(waits == outstanding.waits, comment, sourceLocation: location)
            }
            #expect(folded == live, comment, sourceLocation: location)
            #expect(folded.pendingActions == live.pendingActions, comment, sourceLocation: location)
            #expect(folded.pendingActions == outstanding.actions, comment, sourceLocation: location)
            try checkRedelivery(of: step.signal, to: live, at: step, comment, location)
        }
        #expect(live == run.machine, comment, sourceLocation: location)
    }

    /// A signal that comes twice changes nothing.
    private static func checkRedelivery(
        of signal: Signal,
        to machine: Execution,
        at step: Step,
        _ comment: Comment,
        _ location: SourceLocation
    ) throws {
        // A machine that yielded goes on with whichever signal asks it to.
        guard machine.ready.isEmpty else { return }
        // A second heartbeat gives more time again, and a second redrive takes up again what failed again.
        switch signal {
        case .heartbeatReceived, .redrive: return
        default: break
        }
        var copy = machine
        #expect(try copy.handle(signal, at: step.time).isEmpty, comment, sourceLocation: location)
        #expect(copy == machine, comment, sourceLocation: location)
    }

    /// A fresh machine folds each prefix of the events alike.
    private static func checkPrefixes(_ run: ScriptedRun, _ note: String, _ location: SourceLocation) throws {
        let timed = run.journal.flatMap { step in step.events.map { (event: $0, time: step.time) } }
        // All prefixes of a long journal would take quadratic time: the first and the last hundred tell enough.
        let counts =
            timed.count <= 200 ? Array(0...timed.count) : Array(0...100) + Array((timed.count - 100)...timed.count)
        var machines: [Int: Execution] = [:]
        var machine = Execution(header: run.header, definition: run.definition)
        for count in 0...timed.count {
            machines[count] = machine
            guard count < timed.count else { break }
            try machine.evolve(timed[count].event, at: timed[count].time)
        }
        for count in counts {
            var fresh = Execution(header: run.header, definition: run.definition)
            for entry in timed.prefix(count) { try fresh.evolve(entry.event, at: entry.time) }
            #expect(fresh == machines[count], Comment(rawValue: note), sourceLocation: location)
            #expect(fresh.pendingActions == machines[count]?.pendingActions, sourceLocation: location)
        }
    }

    /// Rows read back are the steps, and a recovered encoder goes on as the first one did.
    private static func checkJournal(_ run: ScriptedRun, _ note: String, _ location: SourceLocation) throws {
        let comment = Comment(rawValue: note)
        var encoder = StepEncoder()
        let rows = run.journal.map { encoder.encode($0) }
        var decoder = StepDecoder()
        for (index, row) in rows.enumerated() {
            #expect(try decoder.decode(row) == run.journal[index], comment, sourceLocation: location)
            guard index + 1 < rows.count else { continue }
            var recovered = StepEncoder(continuing: decoder)
            #expect(recovered.encode(run.journal[index + 1]) == rows[index + 1], comment, sourceLocation: location)
        }
    }

    /// What was asked of the shell and not yet answered or taken back.
    private struct Outstanding {
        private var tasks: [Int: Action] = [:]
        private var timers: [Int: Action] = [:]
        private var continues = false

        /// Tasks and timers in the order in which they were asked for.
        var waits: [Action] {
            (Array(tasks) + Array(timers)).sorted { $0.key < $1.key }.map(\.value)
        }

        var actions: [Action] {
            waits + (continues ? [.continueSoon] : [])
        }

        mutating func hear(_ signal: Signal) {
            switch signal {
            case .start, .stop, .redrive, .heartbeatReceived, .activityStarted: break
            case .resume: continues = false
            case .timerFired(let timer): timers[timer.sequence] = nil
            case .taskSucceeded(let task, _), .taskFailed(let task, _, _), .taskAccepted(let task),
                .taskRefused(let task, _), .taskSubmitted(let task, _), .mapRunSucceeded(let task, _),
                .mapRunFailed(let task, _, _):
                tasks[task.sequence] = nil
            }
        }

        mutating func note(_ action: Action) {
            switch action {
            case .startTask(let request): tasks[request.task.sequence] = action
            case .startMapRun(let request): tasks[request.run.sequence] = action
            case .redriveMapRun(let run, _): tasks[run.sequence] = action
            case .cancelTask(let task), .closeTask(let task): tasks[task.sequence] = nil
            case .setTimer(let timer, _), .setLimit(let timer, _): timers[timer.sequence] = action
            case .cancelTimer(let timer): timers[timer.sequence] = nil
            case .continueSoon: continues = true
            case .finish: (tasks, timers, continues) = ([:], [:], false)
            }
        }
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

struct FaultTests {
    private static let definition = Definitions.machine("T", Definitions.task("T"))

    private static func started() throws -> ScriptedRun {
        var run = try ScriptedRun(definition) { _ in .hang }
        try run.send(.start)
        return run
    }

    @Test func `a gap in the sequence is a fault`() throws {
        let run = try Self.started()
        var machine = Execution(header: run.header, definition: run.definition)
        #expect(throws: MachineFault.sequenceBroken(expected: 1, found: 2)) {
            try machine.evolve(run.events[1], at: run.now)
        }
    }

    @Test func `an event for a frame that does not exist is a fault`() throws {
        var run = try Self.started()
        let machine = run.machine
        let event = Event(sequence: 5, id: 5, previousID: 4, frame: FrameID(9), change: .mapSucceeded(state: "T"))
        var copy = machine
        #expect(throws: MachineFault.unknownFrame(FrameID(9), sequence: 5)) { try copy.evolve(event, at: run.now) }
        // The original is not concerned.
        #expect(try !run.send(.taskSucceeded(TaskID(3), output: 1)).isEmpty)
    }

    @Test(arguments: [
        Change.stateEntered(state: "T", type: .task, input: 1, waitUntil: nil),
        .stateExited(state: "T", type: .task, output: 1, assigned: nil, next: .endOfScope),
        .taskStarted(task: TaskID(3), resource: .function("work"), timeoutAt: nil),
        .taskSucceeded(task: TaskID(4), timers: [], resource: .function("work"), output: 1),
        .executionSucceeded(output: 1, abandoned: Abandoned()),
        .parallelStarted(state: "T", input: 1),
        .mapStarted(state: "T", items: [], concurrency: 1),
        .iterationSucceeded(state: "T", index: 0),
        .iterationFailed(state: "T", index: 0, failure: Failure(error: nil, cause: nil, origin: .task)),
        .iterationAborted(state: "T", index: 0),
    ])
    func `an event that does not fit the phase is a fault`(change: Change) throws {
        let run = try Self.started()
        var machine = run.machine
        let event = Event(sequence: 5, id: 5, previousID: 4, frame: .root, change: change)
        #expect(
            throws: MachineFault.unexpectedEvent(sequence: 5, event: change.name, phase: "running a task")
        ) {
            try machine.evolve(event, at: run.now)
        }
    }

    @Test func `an event after the end is a fault`() throws {
        var run = try ScriptedRun(Definitions.machine("A", Definitions.pass("A")))
        try run.finish()
        var machine = run.machine
        let event = Event(sequence: 5, id: 5, previousID: 4, frame: .root, change: .parallelSucceeded(state: "A"))
        #expect(throws: MachineFault.self) { try machine.evolve(event, at: run.now) }
    }

    @Test func `a journal of another definition is a fault`() throws {
        let run = try Self.started()
        let other = try StateMachine.decode(DefinitionSource(json: Definitions.machine("X", Definitions.pass("X"))))
        var machine = Execution(header: run.header, definition: other)
        #expect(throws: MachineFault.self) {
            for step in run.journal { try machine.evolve(step) }
        }
    }

    @Test(arguments: 0..<20)
    func `no damaged journal crashes the process`(number: Int) throws {
        let definition = Definitions.machine(
            "M",
            Definitions.map(
                "M",
                Self.definition.replacing("work", with: "arn:aws:states:::sns:publish"),
                #""MaxConcurrency":2"#
            )
        )
        let run = try ScriptedRun.finished(definition, input: [1, 2, 3]) { request in
            request.parameters == 3 ? .fail("E", nil) : .succeed(1)
        }
        var encoder = StepEncoder()
        let rows = run.journal.map { encoder.encode($0) }
        var random = KeyedRandom(seed: 0xDA3A6E, event: number)
        var survivors = 0
        for _ in 0..<200 {
            var damaged = rows
            let row = Int(random.integer(below: UInt64(rows.count)))
            let byte = Int(random.integer(below: UInt64(rows[row].count)))
            damaged[row][byte] = UInt8(truncatingIfNeeded: 0x20 + random.integer(below: 95))
            var decoder = StepDecoder()
            var machine = Execution(header: run.header, definition: run.definition)
            do throws(MachineFault) {
                for row in damaged { try machine.evolve(decoder.decode(row)) }
                _ = try machine.handle(.resume, at: run.now)
                survivors += 1
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        // Damage to a payload, or to nothing that matters, goes unseen by the machine: that is the store's part.
        #expect(survivors < 200)
    }
}

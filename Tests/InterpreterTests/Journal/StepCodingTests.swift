import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

struct StepCodingTests {
    private static let time = Timestamp(milliseconds: 1_735_689_600_123)
    private static let long = JSONValue.string(String(repeating: "long ", count: 20))

    private static func event(_ sequence: Int, _ change: Change, frame: Int = 0) -> Event {
        Event(
            sequence: sequence,
            id: change.isVisible ? sequence : nil,
            previousID: sequence - 1,
            frame: FrameID(frame),
            change: change
        )
    }

    private static let failure = Failure(error: "E", cause: "c", origin: .task)
    private static let abandoned = Abandoned(tasks: [TaskID(3), TaskID(9)], timers: [TimerID(1)])

    private static func request(_ resource: TaskResource, heartbeat: Int? = nil) -> TaskRequest {
        TaskRequest(
            task: TaskID(3),
            state: "A",
            resource: resource,
            parameters: heartbeat == nil ? long : [:],
            timeoutSeconds: heartbeat.map { $0 + 3 },
            heartbeatSeconds: heartbeat,
            roleARN: heartbeat == nil ? nil : "arn:aws:iam::000000000000:role/r",
            attempt: heartbeat ?? 0
        )
    }

    private static func timedOut(_ limit: TaskLimit, _ timers: [TimerID]) -> Change {
        .taskTimedOut(
            task: TaskID(3),
            timers: timers,
            limit: limit,
            resource: .function("f"),
            error: "States.Timeout",
            cause: nil
        )
    }

    /// One of every case, with and without what is optional.
    static let changes: [Change] = [
        .executionStarted(timeoutAt: nil),
        .executionStarted(timeoutAt: time),
        .executionSucceeded(output: ["x": 1.50], abandoned: abandoned),
        .executionFailed(error: nil, cause: nil, abandoned: Abandoned()),
        .executionFailed(error: "E", cause: "c\n\"quoted\"", abandoned: abandoned),
        .executionTimedOut(abandoned: abandoned),
        .executionRedriven(count: 2, timeoutAt: time),
        .executionRedriven(count: 1, timeoutAt: nil),
        .executionAborted(error: "E", cause: nil, abandoned: Abandoned()),
        .stateEntered(state: "A \"b\" ü", type: .wait, input: nil, waitUntil: time),
        .stateEntered(state: "A", type: .succeed, input: long, waitUntil: nil),
        .stateExited(state: "A", type: .pass, output: long, assigned: ["v": long], next: .state("B")),
        .stateExited(state: "A", type: .choice, output: [], assigned: nil, next: .endOfScope),
        .stateAborted(state: "A", type: .task, abandoned: abandoned),
        .taskScheduled(request(.integration(service: "sqs", action: "sendMessage.waitForTaskToken"), heartbeat: 2)),
        .taskScheduled(request(.function("f"))),
        .activityRequested(request(.activity("arn:aws:states:us-east-1:000000000000:activity:a"))),
        .activityScheduled(request(.activity("arn:aws:states:us-east-1:000000000000:activity:a"))),
        .activityStarted(task: TaskID(3), worker: "w"),
        .activityStarted(task: TaskID(3), worker: nil),
        .taskSubmitted(task: TaskID(3), resource: .integration(service: "a", action: "b.sync"), output: long),
        .limitSet(task: TaskID(3), limit: .timeout, at: time, replacing: nil),
        .limitSet(task: TaskID(3), limit: .heartbeat, at: time, replacing: TimerID(7)),
        .taskStarted(task: TaskID(3), resource: .function("f"), timeoutAt: time),
        .taskStarted(task: TaskID(3), resource: .function("f"), timeoutAt: nil),
        .taskSucceeded(task: TaskID(3), timers: [TimerID(4)], resource: .function("f"), output: false),
        .taskSucceeded(task: TaskID(3), timers: [TimerID(4), TimerID(5)], resource: .function("f"), output: false),
        .taskFailed(task: TaskID(3), timers: [], resource: .function("f"), error: "", cause: nil),
        timedOut(.timeout, []),
        timedOut(.heartbeat, [TimerID(4)]),
        .retryScheduled(state: "A", retrier: 1, retry: 2, at: time),
        .retryStarted(state: "A"),
        .parallelStarted(state: "A", input: long),
        .parallelSucceeded(state: "A"),
        .parallelFailed(state: "A", failure: failure),
        .branchFailed(index: 1, failure: Failure(error: nil, cause: nil, origin: .state)),
        .mapStarted(state: "A", items: ["k": long], concurrency: 40),
        .mapSucceeded(state: "A"),
        .mapFailed(state: "A", failure: Failure(error: "E", cause: nil, origin: .heartbeat)),
        .iterationStarted(map: .root, state: "A", index: 0, input: .some(.null)),
        .iterationStarted(map: FrameID(7), state: "A", index: 3, input: Optional.none),
        .iterationSucceeded(state: "A", index: 0),
        .iterationFailed(state: "A", index: 0, failure: failure),
        .iterationAborted(state: "A", index: 0),
        .yielded,
    ]

    @Test(arguments: changes)
    func `every change survives`(change: Change) throws {
        let step = Step(signal: .start, time: Self.time, events: [Self.event(1, change, frame: 5)])
        var encoder = StepEncoder()
        var decoder = StepDecoder()
        let row = encoder.encode(step)
        #expect(try decoder.decode(row) == step)
        #expect(try JSONValue.parse(bytes: row).compactBytes == row)
    }

    @Test(arguments: [
        Signal.start, .resume, .timerFired(TimerID(8)), .taskSucceeded(TaskID(3), output: nil),
        .taskSucceeded(TaskID(3), output: long), .taskFailed(TaskID(3), error: "E", cause: nil),
        .taskAccepted(TaskID(3)), .taskRefused(TaskID(3), cause: "C"), .activityStarted(TaskID(3), worker: "w"),
        .activityStarted(TaskID(3), worker: nil), .taskSubmitted(TaskID(3), output: long),
        .heartbeatReceived(TaskID(3)), .redrive,
        .stop(error: nil, cause: "c"),
    ])
    func `every signal survives`(signal: Signal) throws {
        let step = Step(signal: signal, time: Timestamp(milliseconds: -1), events: [])
        var encoder = StepEncoder()
        var decoder = StepDecoder()
        #expect(try decoder.decode(encoder.encode(step)) == step)
    }

    @Test func `all cases have codes of their own`() {
        let codes = Set(Self.changes.map { $0.code.rawValue })
        #expect(codes.count == Set(Self.changes.map(\.name)).count)
    }

    @Test func `a row looks as its table says`() {
        let step = Step(
            signal: .taskSucceeded(TaskID(3), output: 1),
            time: Self.time,
            events: [
                Self.event(5, .taskSucceeded(task: TaskID(3), timers: [], resource: .function("f"), output: 1)),
                Self.event(6, .yielded, frame: 2),
            ]
        )
        var encoder = StepEncoder()
        #expect(
            String(decoding: encoder.encode(step), as: UTF8.self)
                == #"{"s":{"k":"done","w":3,"o":1},"t":1735689600123,"e":["#
                + #"{"k":"t=","q":5,"u":5,"p":4,"w":3,"r":"f","o":1},{"k":"y","q":6,"p":5,"f":2}]}"#
        )
    }

    @Test func `a payload that came before is a reference, across rows`() throws {
        let first = Step(
            signal: .start,
            time: Self.time,
            events: [Self.event(1, .stateEntered(state: "A", type: .pass, input: Self.long, waitUntil: nil))]
        )
        let second = Step(
            signal: .resume,
            time: Self.time,
            events: [
                Self.event(
                    2,
                    .stateExited(state: "A", type: .pass, output: Self.long, assigned: nil, next: .endOfScope)
                )
            ]
        )
        var encoder = StepEncoder()
        let rows = [encoder.encode(first), encoder.encode(second)]
        #expect(String(decoding: rows[1], as: UTF8.self).contains(#""o@":0"#))
        var decoder = StepDecoder()
        #expect(try decoder.decode(rows[0]) == first)
        #expect(try decoder.decode(rows[1]) == second)
    }

    @Test func `a short payload is written out again`() {
        let step = Step(
            signal: .start,
            time: Self.time,
            events: (1...2).map {
                Self.event($0, .stateEntered(state: "A", type: .pass, input: ["x": 1], waitUntil: nil))
            }
        )
        var encoder = StepEncoder()
        #expect(!String(decoding: encoder.encode(step), as: UTF8.self).contains("@"))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"s":{"k":"start"},"t":"x","e":[]}"#, #"{"s":{"k":"start"},"t":1}"#,
        #"{"s":{"k":"start"},"t":1,"e":[{"k":"s+","q":1,"p":0}]}"#,
        #"{"s":{"k":"start"},"t":1,"e":[{"k":"s+","q":1,"p":0,"n":"A","y":"Pass","i@":0}]}"#,
        #"{"s":{"k":"done","w":1,"o@":-9223372036854775808},"t":1,"e":[]}"#,
    ])
    func `what cannot be read is damage`(row: String) {
        var decoder = StepDecoder()
        do {
            _ = try decoder.decode(Array(row.utf8))
            Issue.record("The row should be refused.")
        } catch {
            guard case .damagedJournal = error else {
                Issue.record("\(error) should be damage.")
                return
            }
        }
    }

    @Test(arguments: [
        #"{"s":{"k":"teleport"},"t":1,"e":[]}"#,
        #"{"s":{"k":"start"},"t":1,"e":[{"k":"zz","q":1,"p":0}]}"#,
        #"{"s":{"k":"start"},"t":1,"e":[{"k":"s+","q":1,"p":0,"n":"A","y":"Quantum","i":1}]}"#,
    ])
    func `what is unknown is of a newer version`(row: String) {
        var decoder = StepDecoder()
        do {
            _ = try decoder.decode(Array(row.utf8))
            Issue.record("The row should be refused.")
        } catch {
            guard case .newerJournal = error else {
                Issue.record("\(error) should be a newer version.")
                return
            }
        }
    }
}

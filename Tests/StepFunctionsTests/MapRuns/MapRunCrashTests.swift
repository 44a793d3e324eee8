import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

@testable import QuickstepStepFunctions

/// The power goes right before, or right after, each commit of a map run that reads a file and writes its results.
struct MapRunCrashTests {
    /// Whether a function does its work: it fails until then.
    private final class Gate: Sendable {
        private let state: Mutex<Bool>

        init(isOpen: Bool) { state = Mutex(isOpen) }

        var isOpen: Bool {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
    }

    private struct Closed: Error {}

    private static func functions(_ log: CallLog, _ gate: Gate) -> [Function] {
        let gated = Function("gated") { (event: JSONValue, context: FunctionContext) throws -> JSONValue in
            guard gate.isOpen || event["n"]?.intValue != 2 else { throw Closed() }
            log.note(CallLog.Call(function: "gated", event: event, token: context.idempotencyToken))
            return event
        }
        return [gated]
    }

    private static func definition(_ type: String) -> String {
        Definitions.distributed(
            #""StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "gated", "End": true}}"#,
            #", "MaxConcurrency": 2, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "#
                + #""ReaderConfig": {"InputType": "JSONL"}, "Parameters": {"Bucket": "data", "Key": "items"}}, "#
                + #""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "WriterConfig": {"Transformation": "COMPACT"}, "#
                + #""Parameters": {"Bucket": "data", "Prefix": "out"}}"#,
            type: type
        )
    }

    /// A store with a bucket, a file of five items, and the machine.
    private static func prepared(_ type: String, _ blobs: InMemoryBlobStore) async throws -> InMemoryStore {
        let store = InMemoryStore()
        let harness = try await Harness.startWithBuckets(
            store,
            blobs: blobs,
            functions: functions(CallLog(), Gate(isOpen: true))
        )
        try await harness.createBucket()
        try await harness.put("items", (0..<5).map { #"{"n": \#($0)}"# }.joined(separator: "\n"))
        _ = try await harness.create(definition(type))
        await harness.kernel.stop()
        return store.copy()
    }

    /// Starts what `begin` starts in a process that loses its power at a commit, and lets the next process finish it.
    private static func crash(
        _ store: InMemoryStore,
        at number: Int,
        _ fault: FaultInjectingStore.Fault,
        _ blobs: InMemoryBlobStore,
        _ functions: [Function],
        _ begin: @escaping @Sendable (Harness) async throws -> Void
    ) async throws -> Harness {
        let store = store.copy()
        let (crashes, crash) = AsyncStream.makeStream(of: Void.self)
        let (starts, started) = AsyncStream.makeStream(of: Harness.self)
        let faulty = FaultInjectingStore(store, faults: [number: fault]) { crash.yield() }
        let life = Task {
            let first = try? await Harness.startWithBuckets(faulty, blobs: blobs, functions: functions, seed: 2)
            if let first { started.yield(first) }
            started.finish()
            if let first {
                try? await begin(first)
                await first.settle()
            }
            crash.finish()
        }
        for await _ in crashes { break }
        let rest = store.copy()
        for await first in starts { await first.kernel.stop() }
        await life.value
        let second = try await Harness.startWithBuckets(rest, blobs: blobs, functions: functions, seed: 3)
        try? await begin(second)
        await second.settle()
        return second
    }

    private static func commits(
        _ store: InMemoryStore,
        _ blobs: InMemoryBlobStore,
        _ functions: [Function],
        _ begin: @escaping @Sendable (Harness) async throws -> Void
    ) async throws -> Int {
        let counting = FaultInjectingStore(store.copy(), faults: [:])
        let calm = try await Harness.startWithBuckets(counting, blobs: blobs, functions: functions, seed: 2)
        try await begin(calm)
        await calm.settle()
        await calm.kernel.stop()
        return counting.commits
    }

    private static func results(_ harness: Harness, _ arn: String) async throws -> [Int] {
        let key = try await harness.output(arn)?["ResultWriterDetails"]?["Key"]?.stringValue ?? ""
        let manifest = try await harness.object(key).flatMap { try? JSONValue.parse($0) }
        var numbers: [Int] = []
        for file in manifest?["ResultFiles"]?["SUCCEEDED"]?.arrayValue ?? [] {
            let text = try await harness.object(file["Key"]?.stringValue ?? "") ?? ""
            numbers += (try JSONValue.parse(text).arrayValue ?? []).compactMap { $0["n"]?.intValue }
        }
        return numbers
    }

    /// The numbers whose executions have succeeded.
    private static func succeeded(_ harness: Harness, _ arn: String, isExpress: Bool) async throws -> Set<Int> {
        let name = try #require(MapRunName(arn: try await harness.mapRun(of: arn)))
        return try await harness.kernel.sequencer.turn { (turn) throws(ServiceError) in
            var found: Set<Int> = []
            guard let header = try MapRunHeader.read(name.owner, turn) else { return found }
            for index in 0..<5 {
                let result = try ChildResult.read(
                    index,
                    of: header,
                    isExpress: isExpress,
                    withDetails: { _ in false },
                    turn
                )
                if let number = result?.record.output?["n"]?.intValue { found.insert(number) }
            }
            return found
        }
    }

    @Test(arguments: ["STANDARD", "EXPRESS"])
    func `a crash at any commit neither loses nor doubles an item`(type: String) async throws {
        let blobs = InMemoryBlobStore()
        let store = try await Self.prepared(type, blobs)
        let machine = arnPrefix + "stateMachine:machine"
        let begin: @Sendable (Harness) async throws -> Void = { harness in _ = try await harness.begin(machine) }
        let open = Gate(isOpen: true)
        let commits = try await Self.commits(store, blobs, Self.functions(CallLog(), open), begin)
        #expect(commits > 10)
        for number in 1...commits {
            for fault in [FaultInjectingStore.Fault.crashBefore, .crashAfter] {
                let place = Comment(rawValue: "\(type): \(fault) commit \(number)")
                let log = CallLog()
                let harness = try await Self.crash(store, at: number, fault, blobs, Self.functions(log, open), begin)
                let arn = arnPrefix + "execution:machine:run"
                let described = try await harness.describe(arn)
                #expect(described["status"] == "SUCCEEDED", place)
                #expect(try await Self.results(harness, arn) == [0, 1, 2, 3, 4], place)
                // A Standard execution's call is repeated with the same token only; an Express execution may run again.
                if type == "STANDARD" { #expect(log.attempts(of: "gated") == 5, place) }
                let runs = try await harness.call("ListMapRuns", ["executionArn": .string(arn)])["mapRuns"]
                #expect(runs?.arrayValue?.count == 1, place)
                await harness.kernel.stop()
            }
        }
    }

    @Test(arguments: ["STANDARD", "EXPRESS"])
    func `a crash at any commit of a redrive repeats nothing that had succeeded`(type: String) async throws {
        let blobs = InMemoryBlobStore()
        let gate = Gate(isOpen: false)
        let base = try await Self.prepared(type, blobs)
        let arn = arnPrefix + "execution:machine:run"
        let failing = try await Harness.startWithBuckets(
            base,
            blobs: blobs,
            functions: Self.functions(CallLog(), gate),
            seed: 7
        )
        _ = try await failing.begin(arnPrefix + "stateMachine:machine")
        await failing.settle()
        #expect(try await failing.describe(arn)["status"] == "FAILED")
        let done = try await Self.succeeded(failing, arn, isExpress: type == "EXPRESS")
        #expect(!done.isEmpty)
        await failing.kernel.stop()
        gate.isOpen = true
        let begin: @Sendable (Harness) async throws -> Void = { harness in
            _ = try await harness.call("RedriveExecution", ["executionArn": .string(arn)])
        }
        let commits = try await Self.commits(base, blobs, Self.functions(CallLog(), gate), begin)
        for number in 1...commits {
            for fault in [FaultInjectingStore.Fault.crashBefore, .crashAfter] {
                let place = Comment(rawValue: "\(type): \(fault) commit \(number)")
                let log = CallLog()
                let harness = try await Self.crash(base, at: number, fault, blobs, Self.functions(log, gate), begin)
                #expect(try await harness.describe(arn)["status"] == "SUCCEEDED", place)
                #expect(try await Self.results(harness, arn) == [0, 1, 2, 3, 4], place)
                let again = Set(log.calls.compactMap { $0.event["n"]?.intValue })
                #expect(done.isDisjoint(with: again), place)
                await harness.kernel.stop()
            }
        }
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

/// What an inspection says of map runs: nothing of sound ones, and what is wrong of others.
struct MapRunInspectionTests {
    private static let processor =
        #""StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "W", "Choices": ["#
        + #"{"Variable": "$", "NumericEquals": 0, "Next": "F"}]}, "#
        + #""F": {"Type": "Fail"}, "W": {"Type": "Wait", "Seconds": 100, "End": true}}"#

    /// A store with a map run of three executions, of which the first failed and the others wait.
    private static func halfDone(_ type: String) async throws -> (InMemoryStore, MapRunRows) {
        let store = InMemoryStore()
        let harness = try await Harness.startWithBuckets(store)
        let fields = #", "ToleratedFailureCount": 3"#
        let machine = try await harness.create(Definitions.distributed(processor, fields, type: type))
        harness.kernel.activity.begin()
        let arn = try await harness.begin(machine, input: "[0, 1, 2]")
        var run = ""
        while true {
            // Empty until the run has begun.
            if run.isEmpty { run = try await harness.mapRun(of: arn) }
            if !run.isEmpty {
                let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
                let counts = shown["executionCounts"]
                if counts?["failed"] == 1, counts?["running"] == 2 { break }
            }
            await Task.yield()
        }
        let rest = store.copy()
        harness.kernel.activity.end()
        await harness.kernel.stop()
        let owner = try #require(MapRunName(arn: run)?.owner)
        return (rest, MapRunRows(owner: owner))
    }

    private func erase(_ key: StoreKey, in store: InMemoryStore) {
        store.commit(StoreBatch(number: 1, writes: [.init(key: key, value: nil)]))
    }

    private func findings(_ store: InMemoryStore, of rows: MapRunRows) async throws -> [Finding] {
        try await InspectionTests.inspect(store).findings.filter { $0.subject == "map run \(rows.owner.name)" }
    }

    @Test(arguments: ["STANDARD", "EXPRESS"])
    func `a sound run is counted, and nothing is found`(type: String) async throws {
        let (store, _) = try await Self.halfDone(type)
        let inspection = try await InspectionTests.inspect(store)
        #expect(inspection.findings == [])
        #expect(inspection.tally.contains { $0 == ("map runs that run", 1) })
    }

    @Test(arguments: ["STANDARD", "EXPRESS"])
    func `what a run counts must be there`(type: String) async throws {
        for (key, message) in [
            (\MapRunRows.firstOpen, "2 run by its own count, and 1 have not ended"),
            (\.firstUnsuccessful, "1 did not succeed by its own count, and 0 are kept"),
            (\.lastChild, "3 were begun by its own count, and 2 are listed"),
            (\.state, "how it stands"),
        ] {
            let (store, rows) = try await Self.halfDone(type)
            erase(rows[keyPath: key], in: store)
            let found = try await findings(store, of: rows)
            #expect(found.map(\.severity) == [.damage], "\(found)")
            #expect(found.first?.message.contains(message) == true, "\(found)")
        }
    }

    @Test func `an Express execution that has told of its end still counts as one that runs`() async throws {
        let (store, rows) = try await Self.halfDone("EXPRESS")
        let header = try #require(store.get(rows.header))
        let began = try #require(try JSONValue.parse(bytes: header)["started"]?.numberValue?.int64)
        let look = MapRunRows.look(rows.owner, startedAt: Timestamp(milliseconds: began))
        let word = MapRunInbox.Word(index: 1, items: 1, status: .failed)
        // What its end writes, in a batch of its own: the next process takes note of it.
        store.commit(
            StoreBatch(
                number: 1,
                writes: [
                    .init(key: rows.result(1), value: store.get(rows.result(0))),
                    .init(key: rows.open(1), value: nil),
                    .init(key: rows.inbox.integer(9), value: word.bytes),
                    .init(key: look.rowKey, value: look.rowValue),
                ]
            )
        )
        #expect(try await InspectionTests.inspect(store).findings == [])
    }

    @Test func `an execution that a run waits for must run`() async throws {
        let (store, rows) = try await Self.halfDone("STANDARD")
        let kernel = Kernel(store: store, blobs: InMemoryBlobStore(), clock: RuntimeClock(.real), seed: 1)
        let header = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try MapRunHeader.read(rows.owner, turn)
        }
        let child = try #require(header).child(1)
        let ended = StoreBatch.Write(key: Rows.status(child.owner), value: Array(#"{"status":"ABORTED"}"#.utf8))
        store.commit(StoreBatch(number: 1, writes: [ended]))
        let found = try await findings(store, of: rows)
        #expect(found.map(\.message) == ["It waits for its execution \(child.name), which does not run."])
    }

    @Test func `Express executions that nobody would begin again are noted again`() async throws {
        let (store, rows) = try await Self.halfDone("EXPRESS")
        erase(rows.openEntry, in: store)
        let found = try await findings(store, of: rows)
        #expect(found.map(\.severity) == [.inconsistency], "\(found)")
        store.commit(StoreBatch(number: 1, writes: found.flatMap(\.repair)))
        #expect(try await InspectionTests.inspect(store).findings == [])
        let next = try await Harness.startWithBuckets(store)
        await next.settle()
        #expect(try await next.describe(arnPrefix + "execution:machine:run")["status"] == "SUCCEEDED")
        await next.kernel.stop()
    }

    @Test func `a run that was told of an end and would not look is made to`() async throws {
        let (store, rows) = try await Self.halfDone("STANDARD")
        let word = StoreBatch.Write(key: rows.inbox.integer(9), value: Array("1 1 FAILED".utf8))
        store.commit(StoreBatch(number: 1, writes: [word]))
        let found = try await findings(store, of: rows)
        #expect(found.map(\.severity) == [.inconsistency], "\(found)")
        #expect(found.first?.message.contains("no timer lets it") == true)
        store.commit(StoreBatch(number: 1, writes: found.flatMap(\.repair)))
        #expect(try await findings(store, of: rows) == [])
    }
}

extension MapRunRows {
    fileprivate var firstOpen: StoreKey { open(1) }
    fileprivate var firstUnsuccessful: StoreKey { unsuccessful(0) }
    fileprivate var lastChild: StoreKey { child(2) }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

@testable import QuickstepStepFunctions

struct HistoryReadingTests {
    /// An execution with some 4,000 events in many steps.
    private func longExecution(_ harness: Harness) async throws -> String {
        let definition = """
            {"StartAt": "Count", "States": {
              "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "text.$": "$.text"}, "Next": "Pause"},
              "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Enough"},
              "Enough": {"Type": "Choice", "Default": "Count", "Choices": [
                {"Variable": "$.n", "NumericGreaterThanEquals": 700, "Next": "Done"}]},
              "Done": {"Type": "Succeed"}}}
            """
        let text = String(repeating: "payload ", count: 12)
        return try await harness.begin(try await harness.create(definition), input: #"{"n": 0, "text": "\#(text)"}"#)
    }

    private func page(_ harness: Harness, _ parameters: JSONObject) async throws -> JSONObject {
        try await harness.kernel.answer(
            ServiceRequest(service: "states", operation: "GetExecutionHistory", parameters: parameters)
        ).output
    }

    /// What asks for the page that begins with an event.
    private func token(
        _ harness: Harness,
        _ arn: String,
        _ event: Int,
        isReversed: Bool = false
    ) throws(ServiceError) -> JSONValue {
        let parameters: JSONObject = ["executionArn": .string(arn), "reverseOrder": .bool(isReversed)]
        let request = ServiceRequest(service: "states", operation: "GetExecutionHistory", parameters: parameters)
        return try HistoryRequest(Parameters(request), at: harness.kernel.clock.now).token(for: event)
    }

    private func events(_ harness: Harness, _ arn: String, size: Int, reversed: Bool) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        var parameters: JSONObject = [
            "executionArn": .string(arn), "maxResults": .number(JSONNumber(size)), "reverseOrder": .bool(reversed),
        ]
        while true {
            let output = try await page(harness, parameters)
            let events = output["events"]?.arrayValue ?? []
            found += events
            guard let token = output["nextToken"] else { return found }
            #expect(events.count == size)
            parameters["nextToken"] = token
        }
    }

    @Test func `pages of every size, in both orders, join to the same history`() async throws {
        let store = ReadCountingStore()
        let harness = try await Harness.start(store)
        let arn = try await longExecution(harness)
        await harness.settle()
        // What one turn reads from the start, page by page, is what the others are compared with.
        var whole: [JSONValue] = []
        var parameters: JSONObject = ["executionArn": .string(arn), "maxResults": 1000]
        while true {
            let output = try await harness.call("GetExecutionHistory", parameters)
            whole += output["events"]?.arrayValue ?? []
            guard let token = output["nextToken"] else { break }
            parameters["nextToken"] = token
        }
        #expect(whole.count > 4200)
        #expect(whole.map { $0["id"]?.intValue } == Array(1...whole.count))
        for size in [100, 333, 1000] {
            #expect(try await events(harness, arn, size: size, reversed: false) == whole, "\(size)")
            #expect(try await events(harness, arn, size: size, reversed: true) == whole.reversed(), "\(size)")
        }
        // A page far behind, of some 700 rows, reads its own and few others.
        _ = try await page(
            harness,
            ["executionArn": .string(arn), "maxResults": 10, "nextToken": try token(harness, arn, 4000)]
        )
        store.reset()
        _ = try await page(
            harness,
            ["executionArn": .string(arn), "maxResults": 10, "nextToken": try token(harness, arn, 4010)]
        )
        #expect(store.rowsRead <= HistoryReading.chunkRows + 1)
        await harness.kernel.stop()
    }

    @Test func `no turn reads more of a history than a part`() async throws {
        let store = ReadCountingStore()
        let harness = try await Harness.start(store)
        let arn = try await longExecution(harness)
        await harness.settle()
        store.reset()
        _ = try await page(harness, ["executionArn": .string(arn), "reverseOrder": true])
        #expect(store.rowsRead > 700)
        #expect(store.largestRead <= HistoryReading.chunkRows)
        await harness.kernel.stop()
    }

    @Test(arguments: [0, 9999, Int.max, -1, nil] as [Int?])
    func `a token that names no event is refused`(event: Int?) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.begin(
            try await harness.create(#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#)
        )
        await harness.settle()
        for isReversed in [true, false] {
            let text = try event.map { try token(harness, arn, $0, isReversed: isReversed) } ?? "x"
            let parameters: JSONObject = [
                "executionArn": .string(arn), "nextToken": text, "reverseOrder": .bool(isReversed),
            ]
            let failure = await #expect(throws: ServiceError.self) { try await page(harness, parameters) }
            #expect(failure?.code == "InvalidToken")
        }
        await harness.kernel.stop()
    }

    @Test func `a history that grows is read on from where it was`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        harness.kernel.activity.begin()
        let machine = try await harness.create(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "Next": "P"}, "P": {"Type": "Pass", "End": true}}}"#
        )
        let arn = try await harness.begin(machine)
        while try await harness.history(arn).count < 2 { await Task.yield() }
        let first = try await page(harness, ["executionArn": .string(arn)])
        #expect(first["events"]?.arrayValue?.count == 2)
        #expect(first["nextToken"] == nil)
        harness.kernel.activity.end()
        await harness.settle()
        let after = try await page(harness, ["executionArn": .string(arn)])
        #expect(after["events"]?.arrayValue?.compactMap { $0["id"]?.intValue } == [1, 2, 3, 4, 5, 6])
        await harness.kernel.stop()
    }
}

/// A store that counts the rows that are read from it.
private final class ReadCountingStore: Store {
    private let beneath = InMemoryStore()
    private let counts = Mutex((rows: 0, largest: 0))

    var commitsAtOnce: Bool { true }
    var rowsRead: Int { counts.withLock { $0.rows } }
    var largestRead: Int { counts.withLock { $0.largest } }

    func reset() {
        counts.withLock { $0 = (0, 0) }
    }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? { beneath.get(key) }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        let rows = beneath.range(range, limit: limit, reversed: reversed)
        counts.withLock { $0 = ($0.rows + rows.count, max($0.largest, rows.count)) }
        return rows
    }

    func commit(_ batch: StoreBatch) throws(StoreError) { beneath.commit(batch) }
}

import QuickstepTesting
import Testing

/// What users' tests are written with.
struct TestKitTests {
    struct Order: Sendable, Codable, Equatable {
        var article: String
        var count: Int
    }

    @Test func `a recorded event is found from the package's folder and read as the handler's type`() throws {
        let recorded = try RecordedEvent<Order>("Tests/QuickstepTestingTests/Events/order.json")
        #expect(recorded.event == Order(article: "lamp", count: 2))
        #expect(recorded.json["note"] == "kept as it was recorded")
    }

    @Test(arguments: [
        ("Tests/QuickstepTestingTests/Events/missing.json", "cannot be read"),
        ("Tests/QuickstepTestingTests/Events/broken.json", "is not JSON"),
        ("Tests/QuickstepTestingTests/Events/other.json", "does not fit Order"),
    ])
    func `an event that cannot be used says which file and why`(path: String, reason: String) {
        let error = #expect(throws: RecordedEventError.self) { try RecordedEvent<Order>(path) }
        #expect(error?.description.contains(path) == true)
        #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
    }

    @Test func `a context alone has a clock that moves when its handler sleeps`() async throws {
        let context = FunctionContext.test(timeout: .seconds(60))
        let began = context.now
        try await context.sleep(for: .seconds(10))
        #expect(context.now.milliseconds(since: began) == 10_000)
    }

    @Test func `two runtimes with one seed do the same at the same times`() async throws {
        var histories: [[JSONValue]] = []
        for _ in 0..<2 {
            let runtime = try await TestRuntime.start(functions: [
                Function("roll") { (_: JSONValue, context: FunctionContext) in context.requestID }
            ])
            let result = try await runtime.run(
                """
                {"StartAt": "Wait", "States": {
                  "Wait": {"Type": "Wait", "Seconds": 86400, "Next": "Roll"},
                  "Roll": {"Type": "Task", "Resource": "roll", "End": true}}}
                """
            )
            #expect(result.status == .succeeded)
            let history = try await runtime.call(
                "states",
                "GetExecutionHistory",
                ["executionArn": .string(result.arn)]
            )
            histories.append(history["events"]?.arrayValue ?? [])
            await runtime.stop()
        }
        #expect(histories[0].count > 5)
        #expect(histories[0] == histories[1])
    }

    @Test func `a template wires the runtime of a test`() async throws {
        let runtime = try await TestRuntime.start(
            functions: [Function("describe") { (event: S3Event, _: FunctionContext) in event.records.count }],
            template: .file("Tests/QuickstepTestingTests/Events/template.yaml")
        )
        try await runtime.runtime.putObject([1], bucket: "inbox", key: "a.txt")
        await runtime.settle()
        let message = try #require(try await runtime.runtime.queues["jobs"].receive().first)
        let event = try JSONValueDecoder().decode(S3Event.self, from: try JSONValue.parse(message.body))
        #expect(event.records.map(\.s3.object.decodedKey) == ["a.txt"])
        await runtime.stop()
    }
}

import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepPipes

/// Pipes from one queue to another.
struct QueuePipeTests {
    private static let fifo: JSONValue = "arn:aws:sqs:us-east-1:000000000000:jobs.fifo"

    /// A queue `q`, a FIFO queue `jobs.fifo`, and a pipe between them with these labels.
    private static func runtime(
        _ labels: JSONObject,
        template: JSONValue = "<$.body>",
        store: any Store = InMemoryStore()
    ) async throws -> PipeRuntime {
        let runtime = try await PipeRuntime.withQueue(store: store, ["VisibilityTimeout": "10"])
        try await runtime.createQueue("jobs.fifo", ["FifoQueue": "true"])
        try await runtime.createPipe(
            fifo,
            ["TargetParameters": ["SqsQueueParameters": .object(labels), "InputTemplate": template]]
        )
        return runtime
    }

    private static func received(_ runtime: PipeRuntime, from queue: JSONValue) async throws -> [JSONValue] {
        let answer = try await runtime.call(
            "sqs",
            "ReceiveMessage",
            ["QueueUrl": queue, "MaxNumberOfMessages": 10, "MessageSystemAttributeNames": ["All"]]
        )
        return answer["Messages"]?.arrayValue ?? []
    }

    @Test func `each message is sent on with the group that its body says`() async throws {
        let runtime = try await Self.runtime([
            "MessageGroupId": "$.body.customer", "MessageDeduplicationId": "$.messageId",
        ])
        for (customer, order) in [("a", 1), ("b", 2), ("a", 3)] {
            try await runtime.send(#"{"customer": "\#(customer)", "order": \#(order)}"#)
        }
        await runtime.runUntilQuiet()
        let messages = try await Self.received(runtime, from: Self.fifo)
        let sent = messages.map { [$0["Attributes"]?["MessageGroupId"], $0["Body"]] }
        // Those of one group in their order.
        #expect(
            sent.filter { $0[0] == "a" } == [
                ["a", #"{"customer":"a","order":1}"#], ["a", #"{"customer":"a","order":3}"#],
            ]
        )
        #expect(sent.count == 3)
        #expect(try await Self.received(runtime, from: PipeRuntime.queue).isEmpty)
    }

    @Test func `without a template the record is sent, and a text is sent as it is`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createQueue("copy")
        try await runtime.createPipe("arn:aws:sqs:us-east-1:000000000000:copy")
        try await runtime.send("hello")
        await runtime.runUntilQuiet()
        let body = try #require(try await Self.received(runtime, from: "copy").first?["Body"]?.stringValue)
        let record = try JSONValue.parse(body)
        #expect(record["body"] == "hello")
        #expect(record["eventSource"] == "aws:sqs")
        let plain = try await Self.runtime(["MessageGroupId": "g", "MessageDeduplicationId": "$.messageId"])
        try await plain.send("not JSON")
        await plain.runUntilQuiet()
        #expect(try await Self.received(plain, from: Self.fifo).map { $0["Body"] } == ["not JSON"])
    }

    @Test func `what cannot be labelled stays, and those before it are sent`() async throws {
        let runtime = try await Self.runtime([
            "MessageGroupId": "$.body.group", "MessageDeduplicationId": "$.messageId",
        ])
        try await runtime.send(#"{"group": "g"}"#)
        try await runtime.send(#"{"none": 1}"#)
        await runtime.settle()
        #expect(try await Self.received(runtime, from: Self.fifo).map { $0["Body"] } == [#"{"group":"g"}"#])
        let attributes = try await runtime.call(
            "sqs",
            "GetQueueAttributes",
            ["QueueUrl": PipeRuntime.queue, "AttributeNames": ["All"]]
        )
        #expect(attributes["Attributes"]?["ApproximateNumberOfMessagesNotVisible"] == "1")
    }

    @Test func `a FIFO queue is a source, whose messages come in their order`() async throws {
        let runtime = try await PipeRuntime()
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true", "ContentBasedDeduplication": "true"])
        try await runtime.createPipe(
            PipeRuntime.machine,
            [
                "Source": "arn:aws:sqs:us-east-1:000000000000:q.fifo", "DesiredState": "STOPPED",
                "SourceParameters": ["SqsQueueParameters": ["BatchSize": 10]],
            ]
        )
        for number in 0..<5 {
            try await runtime.call(
                "sqs",
                "SendMessage",
                ["QueueUrl": "q.fifo", "MessageBody": .string("\(number)"), "MessageGroupId": "g"]
            )
        }
        try await runtime.call("pipes", "StartPipe", ["Name": "p"])
        await runtime.runUntilQuiet()
        let started = try await runtime.started()
        let bodies = started.flatMap { ($0.input.arrayValue ?? []).map { $0["body"] } }
        #expect(bodies == ["0", "1", "2", "3", "4"])
        #expect(try await runtime.bodies("q.fifo") == [[], [], []])
    }

    @Test func `a pipe goes on where somebody else deletes the message that held back its group`() async throws {
        let runtime = try await PipeRuntime()
        let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:q.fifo"
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true", "ContentBasedDeduplication": "true"])
        try await runtime.createPipe(PipeRuntime.machine, ["Source": queue, "DesiredState": "STOPPED"])
        for body in ["first", "second"] {
            try await runtime.call(
                "sqs",
                "SendMessage",
                ["QueueUrl": "q.fifo", "MessageBody": .string(body), "MessageGroupId": "g"]
            )
        }
        let taken = try await runtime.call("sqs", "ReceiveMessage", ["QueueUrl": "q.fifo"])
        let handle = try #require(taken["Messages"]?[0]?["ReceiptHandle"])
        try await runtime.call("pipes", "StartPipe", ["Name": "p"])
        await runtime.settle()
        #expect(try await runtime.started().isEmpty)
        try await runtime.call("sqs", "DeleteMessage", ["QueueUrl": "q.fifo", "ReceiptHandle": handle])
        await runtime.settle()
        #expect(try await runtime.started().map { $0.input[0]?["body"] } == ["second"])
    }

    @Test func `it is described with its labels, and they outlive a restart`() async throws {
        let store = InMemoryStore()
        let labels: JSONObject = ["MessageGroupId": "$.body.customer", "MessageDeduplicationId": "same"]
        _ = try await Self.runtime(labels, store: store)
        let again = try await PipeRuntime(store: store)
        let described = try await again.call("pipes", "DescribePipe", ["Name": "p"])
        #expect(
            described["TargetParameters"] == ["InputTemplate": "<$.body>", "SqsQueueParameters": .object(labels)]
        )
    }

    @Test(
        arguments: [
            (["SqsQueueParameters": [:]], "MessageGroupId is required where the target is a FIFO queue."),
            (["SqsQueueParameters": ["MessageGroupId": "$.a b"]], "the place <$.a b>"),
            (["LambdaFunctionParameters": [:]], "TargetParameters.LambdaFunctionParameters of a pipe"),
        ] as [(JSONValue, String)]
    )
    func `parameters that do not fit are refused`(_ parameters: JSONValue, _ text: String) async throws {
        let runtime = try await PipeRuntime.withQueue()
        let refusal = await runtime.refusal(
            "CreatePipe",
            [
                "Name": "p", "Source": PipeRuntime.queue, "Target": Self.fifo, "TargetParameters": parameters,
            ]
        )
        #expect(refusal?.code == "ValidationException")
        #expect(refusal?.message.contains(text) == true, "\(String(describing: refusal))")
    }
}

import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

/// Every error of SQS that can be had without waiting, with its exact code and text.
struct ErrorTests {
    /// A standard queue `q`, a FIFO queue `q.fifo` that does not de-duplicate content, and dead-letter queues with rules.
    private static func runtime() async throws -> QueueRuntime {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["MaximumMessageSize": "1024"])
        try await runtime.createFIFOQueue("q.fifo", ["ContentBasedDeduplication": "false"])
        try await runtime.createQueue("closed", ["RedriveAllowPolicy": #"{"redrivePermission":"denyAll"}"#])
        try await runtime.call(
            "AddPermission",
            ["QueueUrl": "q", "Label": "known", "AWSAccountIds": ["111111111111"], "Actions": ["SendMessage"]]
        )
        return runtime
    }

    private func expect(_ error: ErrorCase) async throws {
        let runtime = try await Self.runtime()
        let refusal = await runtime.refusal(error.operation, error.parameters)
        #expect(refusal?.code == error.code)
        #expect(refusal?.message == error.message)
        #expect(refusal?.fault == .client)
        #expect(try await runtime.counts("q") == ["0", "0", "0"])
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "0"])
    }

    @Test(arguments: MessageErrors.all)
    func `a message is refused in the words of SQS`(error: ErrorCase) async throws {
        try await expect(error)
    }

    @Test(arguments: AttributeErrors.all)
    func `a queue attribute is refused in the words of SQS`(error: ErrorCase) async throws {
        try await expect(error)
    }

    @Test(arguments: RequestErrors.all)
    func `a request is refused in the words of SQS`(error: ErrorCase) async throws {
        try await expect(error)
    }

    @Test func `what AWS makes callers wait for is one switch`() async throws {
        let runtime = try await QueueRuntime(conduct: .strict)
        try await runtime.createQueue()
        try await runtime.call("PurgeQueue", ["QueueUrl": "q"])
        runtime.advance(seconds: 59)
        let purge = await runtime.refusal("PurgeQueue", ["QueueUrl": "q"])
        #expect(purge?.code == "AWS.SimpleQueueService.PurgeQueueInProgress")
        #expect(purge?.message == "Only one PurgeQueue operation on q is allowed every 60 seconds.")
        #expect(purge?.httpStatus == 403)
        runtime.advance(seconds: 1)
        try await runtime.call("PurgeQueue", ["QueueUrl": "q"])
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        runtime.advance(seconds: 59)
        let create = await runtime.refusal("CreateQueue", ["QueueName": "q"])
        #expect(create?.code == "AWS.SimpleQueueService.QueueDeletedRecently")
        #expect(
            create?.message
                == "You must wait 60 seconds after deleting a queue before you can create another with the same name."
        )
        runtime.advance(seconds: 1)
        try await runtime.createQueue()
        await runtime.runUntilQuiet()
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `by default a queue is purged and made again at once`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for _ in 1...2 { try await runtime.call("PurgeQueue", ["QueueUrl": "q"]) }
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        try await runtime.createQueue()
    }

    @Test func `a visibility timeout of a message that is gone cannot be changed`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        let message = try #require(try await runtime.receive().first)
        let handle = message["ReceiptHandle"]?.stringValue ?? ""
        try await runtime.delete(message)
        let error = await runtime.refusal(
            "ChangeMessageVisibility",
            ["QueueUrl": "q", "ReceiptHandle": .string(handle), "VisibilityTimeout": 5]
        )
        #expect(error?.code == "InvalidParameterValue")
        #expect(
            error?.message
                == "Value \(handle) for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not "
                + "available for visibility timeout change."
        )
    }

    @Test(arguments: [
        ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"),
        ("QueueAlreadyExists", "QueueNameExists"),
        ("InvalidParameterValue", "InvalidParameterValueException"),
        ("MissingParameter", "MissingRequiredParameterException"),
        ("AWS.SimpleQueueService.PurgeQueueInProgress", "PurgeQueueInProgress"),
        ("AWS.SimpleQueueService.QueueDeletedRecently", "QueueDeletedRecently"),
        ("OverLimit", "OverLimit"),
        ("InvalidAttributeValue", "InvalidAttributeValue"),
        ("ResourceNotFoundException", "ResourceNotFoundException"),
    ])
    func `each code has its shape in the JSON protocol`(code: String, shape: String) {
        #expect(SQSErrorName.shape(ofCode: code) == shape)
    }
}

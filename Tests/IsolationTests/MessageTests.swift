import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepIsolation

/// What goes over the pipes.
struct MessageTests {
    private static let now = Timestamp(milliseconds: 1_735_689_600_123)

    static let runtimeMessages: [RuntimeMessage] = [
        .invoke(
            RemoteInvocation(
                function: "f",
                arn: "arn:f",
                requestID: "r",
                deadline: now,
                token: "t",
                clientContext: ["a": 1],
                logLevel: "info",
                clockRate: 60,
                event: ["b": [1.5, nil]]
            ),
            now: now
        ),
        .answer(1, ServiceAnswer(["x": "y"]), now: now),
        .answer(2, ServiceAnswer([:], body: [0, 255, 10]), now: now),
        .refusal(
            3,
            ServiceError(code: "C", message: "m", fault: .server, isRetryable: true, httpStatus: 503),
            now: now
        ),
        .woke(4, isCancelled: true, now: now),
    ]

    static let handlerMessages: [HandlerMessage] = [
        .log(level: "warning", text: "a\nb"),
        .call(1, service: "s3", operation: "PutObject", parameters: ["Bucket": "b"], body: [1, 2]),
        .call(2, service: "sqs", operation: "SendMessage", parameters: [:], body: nil),
        .sleep(3, until: now),
        .wake(3),
        .succeeded(.null),
        .failed(error: "E", cause: "{}"),
    ]

    @Test(arguments: runtimeMessages)
    func `what the runtime says is read as it was written`(message: RuntimeMessage) {
        #expect(RuntimeMessage(message.json) == message)
    }

    @Test(arguments: handlerMessages)
    func `what a handler's process says is read as it was written`(message: HandlerMessage) {
        #expect(HandlerMessage(message.json) == message)
    }

    @Test(arguments: [
        "null", "{}", #"{"kind": "invoke"}"#, #"{"kind": "answer", "now": 1}"#, #"{"kind": "dance", "now": 1}"#,
    ])
    func `anything else is no message`(text: String) throws {
        let json = try JSONValue.parse(text)
        #expect(RuntimeMessage(json) == nil)
        #expect(HandlerMessage(json) == nil)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `messages come whole, in whatever pieces`(size: Int) throws {
        let messages = Self.handlerMessages.map(\.json)
        let bytes = messages.flatMap { Frame.encode($0) ?? [] }
        var reader = FrameReader()
        var seen: [JSONValue] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(bytes[start..<min(start + size, bytes.count)])
            while let message = try reader.next() { seen.append(message) }
        }
        #expect(seen == messages)
    }

    @Test(arguments: [[255, 255, 255, 255], [0, 0, 0, 1, 120], [0, 0, 0, 0]] as [[UInt8]])
    func `what is no message is refused, and nothing is kept for it`(bytes: [UInt8]) {
        var reader = FrameReader()
        reader.append(bytes)
        #expect(throws: FrameError()) { try reader.next() }
    }
}

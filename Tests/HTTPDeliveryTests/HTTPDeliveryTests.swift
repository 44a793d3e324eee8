import HTTPTypes
import Hummingbird
import NIOCore
import QuickstepHTTPDelivery
import QuickstepJSON
import QuickstepSNS
import QuickstepSQS
import QuickstepServiceKit
import Testing

/// Deliveries to a real HTTP server on this machine, by the real client.
struct HTTPDeliveryTests {
    /// What an endpoint was sent.
    struct Arrival: Sendable {
        let path: String
        let headers: [String: String]
        let body: String

        var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }
    }

    private static let statuses: [String: HTTPResponse.Status] = [
        "/refuses": .badRequest, "/moves": .found, "/fails": .internalServerError,
    ]

    /// Runs `body` beside a server; it is given the server's URL and everything that arrives.
    private func withServer(
        _ body: @escaping @Sendable (String, AsyncStream<Arrival>) async throws -> Void
    ) async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Arrival.self)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                let bytes = try await request.body.collect(upTo: 1_000_000)
                let path = request.uri.path
                let headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
                arrived.yield(
                    Arrival(
                        path: path,
                        headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
                        body: String(buffer: bytes)
                    )
                )
                let status = Self.statuses[path] ?? .ok
                return Response(status: status, headers: status == .found ? [.location: "/elsewhere"] : [:])
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            let number = try #require(await iterator.next())
            try await body("http://127.0.0.1:\(number)", arrivals)
            group.cancelAll()
        }
    }

    @Test func `a client tells the status and follows no redirect`() async throws {
        try await withServer { url, arrivals in
            var iterator = arrivals.makeAsyncIterator()
            for (path, status) in [("/x", 200), ("/refuses", 400), ("/moves", 302), ("/fails", 500)] {
                let post = WebPost(
                    url: url + path,
                    headers: [WebPost.Header("X-A", "b")],
                    body: Array("hello".utf8),
                    timeout: .seconds(15)
                )
                #expect(await HTTPDelivery().send(post) == .status(status))
                let arrival = try #require(await iterator.next())
                #expect(arrival.path == path)
                #expect(arrival.body == "hello")
                #expect(arrival.headers["x-a"] == "b")
            }
        }
    }

    @Test func `an endpoint that is not there is a failure`() async {
        // Nobody listens on the port of discarded data.
        let post = WebPost(url: "http://127.0.0.1:9/", headers: [], body: [], timeout: .seconds(15))
        guard case .failed = await HTTPDelivery().send(post) else {
            Issue.record("Somebody answered.")
            return
        }
        let nonsense = WebPost(url: "http://", headers: [], body: [], timeout: .seconds(15))
        guard case .failed = await HTTPDelivery().send(nonsense) else {
            Issue.record("Somebody answered.")
            return
        }
    }

    @Test func `an endpoint confirms, gets notifications and can leave`() async throws {
        let kernel = Kernel(
            store: InMemoryStore(),
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.real),
            seed: 1
        )
        let topics = SNSService(kernel: kernel, client: HTTPDelivery())
        await kernel.connect(services: [topics, SQSService(kernel: kernel)], consumer: nil)
        try await kernel.start()
        try await withServer { url, arrivals in
            var iterator = arrivals.makeAsyncIterator()
            func call(_ operation: String, _ parameters: JSONObject) async throws -> JSONObject {
                try await kernel.call(ServiceRequest(service: "sns", operation: operation, parameters: parameters))
                    .output
            }
            let topic: JSONValue = "arn:aws:sns:us-east-1:000000000000:t"
            _ = try await call("CreateTopic", ["Name": "t"])
            let answer = try await call(
                "Subscribe",
                ["TopicArn": topic, "Protocol": "http", "Endpoint": .string("\(url)/hook")]
            )
            #expect(answer["SubscriptionArn"] == "pending confirmation")
            let question = try #require(await iterator.next())
            #expect(question.headers["x-amz-sns-message-type"] == "SubscriptionConfirmation")
            #expect(question.headers["x-amz-sns-subscription-arn"] == nil)
            #expect(question.headers["content-type"] == "text/plain; charset=UTF-8")
            #expect(question.headers["user-agent"] == "Amazon Simple Notification Service Agent")
            let token = try #require(question.json["Token"])
            let arn = try #require(
                try await call("ConfirmSubscription", ["TopicArn": topic, "Token": token])["SubscriptionArn"]
            )
            let id = try await call("Publish", ["TopicArn": topic, "Message": "hello", "Subject": "s"])["MessageId"]
            let notification = try #require(await iterator.next())
            #expect(notification.headers["x-amz-sns-message-type"] == "Notification")
            #expect(notification.headers["x-amz-sns-message-id"] == id?.stringValue)
            #expect(notification.headers["x-amz-sns-topic-arn"] == topic.stringValue)
            #expect(notification.headers["x-amz-sns-subscription-arn"] == arn.stringValue)
            #expect(notification.json["Message"] == "hello")
            #expect(notification.json["Subject"] == "s")
            _ = try await call(
                "SetSubscriptionAttributes",
                ["SubscriptionArn": arn, "AttributeName": "RawMessageDelivery", "AttributeValue": "true"]
            )
            _ = try await call("Publish", ["TopicArn": topic, "Message": "bare"])
            let raw = try #require(await iterator.next())
            #expect(raw.headers["x-amz-sns-rawdelivery"] == "true")
            #expect(raw.body == "bare")
            _ = try await call("Unsubscribe", ["SubscriptionArn": arn])
            let end = try #require(await iterator.next())
            #expect(end.headers["x-amz-sns-message-type"] == "UnsubscribeConfirmation")
            #expect(end.json["Token"] != nil)
        }
        await kernel.stop()
    }
}

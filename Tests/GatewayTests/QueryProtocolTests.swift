import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit
import Testing

@testable import QuickstepGateway

/// awsQuery, request by request, without a socket.
struct QueryProtocolTests {
    private static let form = "application/x-www-form-urlencoded; charset=utf-8"

    private func withGateway(_ body: (Gateway) async throws -> Void) async throws {
        let runtime = try await Runtime.start(
            RuntimeOptions(clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_000)), seed: 1)
        )
        try await body(Gateway(runtime))
        await runtime.stop()
    }

    private func post(_ body: String, path: String = "/", service: String? = "sqs") -> WireRequest {
        WireRequest(
            path: path,
            host: "127.0.0.1:4567",
            authorization: service.map {
                "AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/\($0)/aws4_request, SignedHeaders=host, Signature=0"
            },
            contentType: Self.form,
            id: "r-1",
            body: Array(body.utf8)
        )
    }

    private func text(_ response: WireResponse) -> String {
        String(decoding: response.body, as: UTF8.self)
    }

    // MARK: Queues

    @Test func `a queue is made, sent to, received from and emptied`() async throws {
        try await withGateway { gateway in
            let made = await gateway.answer(
                post(
                    "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=30&Tag.1.Key=a&Tag.1.Value=b"
                )
            )
            #expect(
                text(made) == """
                    <?xml version="1.0"?>
                    <CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><CreateQueueResult>\
                    <QueueUrl>http://127.0.0.1:4567/000000000000/q</QueueUrl></CreateQueueResult>\
                    <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></CreateQueueResponse>
                    """
            )
            #expect(made.contentType == "text/xml")
            let tags = await gateway.answer(post("Action=ListQueueTags", path: "/000000000000/q"))
            #expect(
                text(tags).contains(
                    "<ListQueueTagsResult><Tag><Key>a</Key><Value>b</Value></Tag></ListQueueTagsResult>"
                )
            )
            let sent = await gateway.answer(
                post(
                    "Action=SendMessage&MessageBody=a%26b+%3Cc%3E%0D&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=Number&MessageAttribute.1.Value.StringValue=7",
                    path: "/000000000000/q"
                )
            )
            #expect(text(sent).contains("<MD5OfMessageAttributes>"))
            let received = await gateway.answer(
                post(
                    "Action=ReceiveMessage&AttributeName.1=All&MessageAttributeName.1=All&MaxNumberOfMessages=10",
                    path: "/000000000000/q"
                )
            )
            let xml = text(received)
            #expect(xml.contains("<Body>a&amp;b &lt;c&gt;&#xD;</Body>"))
            #expect(xml.contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"))
            #expect(xml.contains("<MessageAttribute><Name>n</Name><Value><StringValue>7</StringValue>"))
            let purged = await gateway.answer(post("Action=PurgeQueue", path: "/000000000000/q"))
            #expect(
                text(purged).hasSuffix(
                    #"<PurgeQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ResponseMetadata>"#
                        + "<RequestId>r-1</RequestId></ResponseMetadata></PurgeQueueResponse>"
                )
            )
        }
    }

    @Test func `each entry of a batch has its result`() async throws {
        try await withGateway { gateway in
            _ = await gateway.answer(post("Action=CreateQueue&QueueName=q"))
            let sent = await gateway.answer(
                post(
                    "Action=SendMessageBatch&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=y"
                        + "&SendMessageBatchRequestEntry.2.DelaySeconds=901"
                        + "&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x",
                    path: "/000000000000/q"
                )
            )
            let xml = text(sent)
            #expect(xml.contains("<SendMessageBatchResultEntry><Id>a</Id>"))
            #expect(xml.contains("<BatchResultErrorEntry><Id>b</Id>"))
            #expect(xml.contains("<SenderFault>true</SenderFault>"))
        }
    }

    @Test func `an error of a queue has its old code`() async throws {
        try await withGateway { gateway in
            let answer = await gateway.answer(post("Action=GetQueueUrl&QueueName=none"))
            #expect(answer.status == 400)
            #expect(
                text(answer).hasSuffix(
                    "<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified "
                        + "queue does not exist.</Message><Detail/></Error><RequestId>r-1</RequestId></ErrorResponse>"
                )
            )
        }
    }

    @Test(arguments: ["CreateQueue&QueueName=other", "ListQueues"])
    func `a queue's URL makes and lists no queues`(_ action: String) async throws {
        try await withGateway { gateway in
            let answer = await gateway.answer(post("Action=\(action)", path: "/000000000000/q"))
            #expect(answer.status == 400)
            #expect(text(answer).contains("<Code>InvalidAction</Code>"))
        }
    }

    // MARK: Topics

    @Test func `a topic is made, subscribed to and published to`() async throws {
        try await withGateway { gateway in
            _ = await gateway.answer(post("Action=CreateQueue&QueueName=q"))
            let made = await gateway.answer(
                post(
                    "Action=CreateTopic&Version=2010-03-31&Name=t&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=T&Tags=",
                    service: "sns"
                )
            )
            let arn = "arn:aws:sns:us-east-1:000000000000:t"
            #expect(text(made).contains("<CreateTopicResult><TopicArn>\(arn)</TopicArn></CreateTopicResult>"))
            let subscribed = await gateway.answer(
                post(
                    "Action=Subscribe&TopicArn=\(arn)&Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q"
                        + "&ReturnSubscriptionArn=true&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true",
                    service: "sns"
                )
            )
            #expect(text(subscribed).contains("<SubscriptionArn>\(arn):"))
            let published = await gateway.answer(
                post(
                    "Action=Publish&TopicArn=\(arn)&Message=hi&MessageAttributes.entry.1.Name=a"
                        + "&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=x",
                    service: "sns"
                )
            )
            #expect(text(published).contains("<PublishResult><MessageId>"))
            let attributes = await gateway.answer(post("Action=GetTopicAttributes&TopicArn=\(arn)", service: "sns"))
            #expect(
                text(attributes).contains("<entry><key>DisplayName</key><value>T</value></entry>")
            )
            let topics = await gateway.answer(post("Action=ListTopics", service: "sns"))
            #expect(text(topics).contains("<Topics><member><TopicArn>\(arn)</TopicArn></member></Topics>"))
            let received = await gateway.answer(
                post("Action=ReceiveMessage&MessageAttributeName.1=All", path: "/000000000000/q")
            )
            #expect(text(received).contains("<Body>hi</Body>"))
            #expect(text(received).contains("<Name>a</Name>"))
        }
    }

    @Test func `a topic that is not there is answered with its status`() async throws {
        try await withGateway { gateway in
            let answer = await gateway.answer(
                post("Action=GetTopicAttributes&TopicArn=arn:aws:sns:us-east-1:000000000000:none", service: "sns")
            )
            #expect(answer.status == 404)
            #expect(text(answer).contains("<Code>NotFound</Code>"))
            #expect(!text(answer).contains("<Detail/>"))
        }
    }

    // MARK: Which service, and who may ask

    @Test func `without a credential the version says which service is meant`() async throws {
        try await withGateway { gateway in
            let topics = await gateway.answer(post("Action=ListTopics&Version=2010-03-31", service: nil))
            #expect(topics.status == 200)
            let queues = await gateway.answer(post("Action=ListQueues&Version=2012-11-05", service: nil))
            #expect(queues.status == 200)
            let neither = await gateway.answer(post("Action=ListTopics", service: nil))
            #expect(text(neither).contains("The action ListTopics is not valid for this endpoint."))
        }
    }

    @Test func `an action can stand in the URL`() async throws {
        try await withGateway { gateway in
            let request = WireRequest(query: "Action=ListTopics&Version=2010-03-31", host: "localhost", id: "r")
            #expect(await gateway.answer(request).status == 200)
        }
    }

    /// A form needs no leave of the browser's, so any page could otherwise delete all queues of its reader.
    @Test func `web pages cannot call`() async throws {
        try await withGateway { gateway in
            var request = post("Action=ListQueues&Version=2012-11-05", service: nil)
            request.origin = "https://example.com"
            #expect(await gateway.answer(request).status == 403)
            request.origin = nil
            request.fetchSite = "cross-site"
            #expect(await gateway.answer(request).status == 403)
            request.fetchSite = "same-origin"
            #expect(await gateway.answer(request).status == 200)
            request.host = "evil.example"
            #expect(await gateway.answer(request).status == 403)
        }
    }

    @Test(arguments: [("Unsubscribe", 403), ("DeleteTopic", 403)])
    func `a link that a person opens confirms or ends a subscription, and does nothing else`(
        _ action: String,
        _ status: Int
    ) async throws {
        try await withGateway { gateway in
            var link = WireRequest(
                query: "Action=\(action)&Version=2010-03-31&TopicArn=x&SubscriptionArn=x",
                host: "localhost"
            )
            link.fetchSite = "cross-site"
            link.fetchMode = "no-cors"
            #expect(await gateway.answer(link).status == status)
            link.fetchMode = "navigate"
            let opened = await gateway.answer(link)
            #expect((opened.status == 403) == (action == "DeleteTopic"), "\(text(opened))")
        }
    }

    @Test(arguments: ["Action=ListTopics&x=%4", "Action=ListTopics&x=%zz", "Action=ListTopics&x=%ff"])
    func `a form that is none is refused`(_ body: String) async throws {
        try await withGateway { gateway in
            let answer = await gateway.answer(post(body, service: "sns"))
            #expect(answer.status == 400)
            #expect(text(answer).contains("<Code>MalformedQueryString</Code>"))
        }
    }

    @Test func `an action that nobody knows is refused by its name`() async throws {
        try await withGateway { gateway in
            #expect(
                text(await gateway.answer(post("Action=FooBar"))).contains(
                    "The action FooBar is not valid for this endpoint."
                )
            )
            #expect(text(await gateway.answer(post("Version=2012-11-05"))).contains("<Code>MissingAction</Code>"))
        }
    }

    // MARK: The parts

    @Test func `items of one name are put together, in the order of their numbers`() throws {
        let tree = FormTree(try FormItems("L.10.V=c&L.2.V=b&L.1.V=a&L.1.V=again".utf8))
        #expect(tree["L"]?.numbered.compactMap { $0["V"]?.value } == ["a", "b", "c"])
    }

    @Test func `names that go deeper than any operation's are left out`() throws {
        let deep = Array(repeating: "a", count: 5000).joined(separator: ".")
        #expect(FormTree(try FormItems("\(deep)=1".utf8)).children.isEmpty)
    }

    @Test func `what XML cannot hold is replaced`() {
        var xml = XMLText()
        xml.element("a", "\u{1}\u{FFFE}\t\"é😀")
        #expect(String(decoding: xml.bytes, as: UTF8.self).hasSuffix("<a>\u{FFFD}\u{FFFD}\t&quot;é😀</a>"))
    }
}

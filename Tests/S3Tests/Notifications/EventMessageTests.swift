import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct EventMessageTests {
    private let requestID = RequestID(uuid: "c3d13fe5-8de4-4810-a1b2-c3d4e5f60718")

    @Test func `a put is told in the words of S3, byte for byte`() {
        let message = EventMessage(
            event: .put,
            scope: .standard,
            bucket: "photos",
            key: "in/a+b@c.jpg",
            content: EventMessage.Content(size: 1024, md5: "d41d8cd98f00b204e9800998ecf8427e"),
            time: Timestamp(milliseconds: 1_735_689_600_123),
            sequence: 0x55_AED6_DCD9_0281,
            requestID: requestID
        )
        let expected = #"""
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\#
            "eventTime":"2025-01-01T00:00:00.123Z","eventName":"ObjectCreated:Put",\#
            "userIdentity":{"principalId":"000000000000"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},\#
            "responseElements":{"x-amz-request-id":"C3D13FE58DE44810","x-amz-id-2":"\#(requestID.long)"},\#
            "s3":{"s3SchemaVersion":"1.0","configurationId":"cfg-1","bucket":{"name":"photos",\#
            "ownerIdentity":{"principalId":"000000000000"},"arn":"arn:aws:s3:::photos"},\#
            "object":{"key":"in/a%2Bb%40c.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",\#
            "sequencer":"000055AED6DCD90281"}}}]}
            """#
        #expect(message.json(configurationID: "cfg-1").compactText == expected)
    }

    @Test func `a removal is told without size and tag`() {
        let message = EventMessage(
            event: .deleted,
            scope: Scope(account: "111111111111", region: "eu-west-1"),
            bucket: "photos",
            key: "a b",
            content: nil,
            time: Timestamp(milliseconds: 0),
            sequence: 1,
            requestID: requestID
        )
        let record = message.json(configurationID: "c")["Records"]?[0]
        #expect(record?["eventName"] == "ObjectRemoved:Delete")
        #expect(record?["awsRegion"] == "eu-west-1")
        #expect(record?["s3"]?["object"] == ["key": "a+b", "sequencer": "000000000000000001"])
    }

    @Test(arguments: [
        ("plain.txt", "plain.txt"), ("a b/c d", "a+b/c+d"), ("a+b", "a%2Bb"), ("a@b", "a%40b"),
        ("é", "%C3%A9"), ("e\u{301}", "e%CC%81"), ("日本", "%E6%97%A5%E6%9C%AC"), ("\0", "%00"), ("%41", "%2541"),
        ("a=b&c?d#e", "a%3Db%26c%3Fd%23e"), ("-_.*~", "-_.*%7E"), ("😀", "%F0%9F%98%80"),
    ])
    func `a key is encoded as a form's value`(key: String, encoded: String) {
        #expect(FormText.encode(key) == encoded)
    }

    @Test func `later sequencers are greater texts`() {
        let numbers: [Int64] = [0, 1, 9, 10, 15, 16, 255, 256, 1 << 40, Int64.max]
        let texts = numbers.map(EventMessage.sequencer)
        #expect(texts == texts.sorted())
        #expect(Set(texts.map(\.utf8.count)) == [18])
        #expect(texts.last == "007FFFFFFFFFFFFFFF")
    }

    @Test func `a request has two names of S3's lengths`() {
        #expect(requestID.short.utf8.count == 16)
        #expect(requestID.long.utf8.count == 76)
        #expect(RequestID(uuid: "00000000-0000-4000-8000-000000000000").long != requestID.long)
    }
}

import QuickstepJSON
import Testing

@testable import QuickstepLambda

@Suite struct EventTests {
    private let s3 =
        #"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","#
        + #""eventTime":"2025-01-01T00:00:00.123Z","eventName":"ObjectCreated:Put","#
        + #""userIdentity":{"principalId":"AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},"#
        + #""responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8"},"#
        + #""s3":{"s3SchemaVersion":"1.0","configurationId":"cfg-1","bucket":{"name":"photos","#
        + #""ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::photos"},"#
        + #""object":{"key":"in/a+b%40c.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","#
        + #""versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}"#

    private let sns =
        #"{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","#
        + #""EventSubscriptionArn":"arn:aws:sns:us-east-1:000000000000:news:2bcfbf39","Sns":{"Type":"Notification","#
        + #""MessageId":"95df01b4-ee98-5cb9-9903-4c221d41eb5e","TopicArn":"arn:aws:sns:us-east-1:000000000000:news","#
        + #""Subject":null,"Message":"hello","Timestamp":"2025-01-01T00:00:00.123Z","SignatureVersion":"1","#
        + #""Signature":"c2lnbmF0dXJl","SigningCertUrl":"http://localhost:4566/cert.pem","#
        + #""UnsubscribeUrl":"http://localhost:4566/?Action=Unsubscribe","#
        + #""MessageAttributes":{"kind":{"Type":"String","Value":"a"},"raw":{"Type":"Binary","Value":"AgME"}}}}]}"#

    private let sqs =
        #"{"Records":[{"messageId":"0f7d3c5e","receiptHandle":"AQEB","body":"{\"order\":17}","attributes":{"#
        + #""ApproximateReceiveCount":"1","AWSTraceHeader":"Root=1-65a1b2c3","SentTimestamp":"1735689600123","#
        + #""SequenceNumber":"18849496460467696128","MessageGroupId":"g1","SenderId":"000000000000","#
        + #""MessageDeduplicationId":"d1","ApproximateFirstReceiveTimestamp":"1735689600456"},"messageAttributes":{"#
        + #""blob":{"binaryValue":"AgME","stringListValues":[],"binaryListValues":[],"dataType":"Binary"},"#
        + #""colour":{"stringValue":"red","stringListValues":[],"binaryListValues":[],"dataType":"String"}},"#
        + #""md5OfMessageAttributes":"7b6ab5e4","md5OfBody":"558da6fe","eventSource":"aws:sqs","#
        + #""eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:orders.fifo","awsRegion":"us-east-1"}]}"#

    private func roundTrip<Event: Codable>(_ type: Event.Type, _ text: String) throws -> String {
        let event = try JSONValueDecoder().decode(type, from: JSONValue.parse(text))
        return try JSONValueEncoder().encode(event).compactText
    }

    @Test func `AWS's own events are read and written back member by member`() throws {
        #expect(try roundTrip(S3Event.self, s3) == s3)
        #expect(try roundTrip(SNSEvent.self, sns) == sns)
        #expect(try roundTrip(SQSEvent.self, sqs) == sqs)
    }

    @Test func `what AWS leaves out may be missing`() throws {
        let deleted =
            #"{"Records":[{"eventSource":"aws:s3","eventTime":"t","eventName":"ObjectRemoved:Delete","#
            + #""s3":{"bucket":{"name":"photos"},"object":{"key":"a"}}}]}"#
        let event = try JSONValueDecoder().decode(S3Event.self, from: JSONValue.parse(deleted))
        #expect(event.records[0].s3.object.size == nil)

        let message = #"{"messageId":"m","receiptHandle":"r","body":"b","eventSource":"aws:sqs","eventSourceARN":"q"}"#
        let record = try JSONValueDecoder().decode(PipeRecord.self, from: JSONValue.parse(message))
        #expect(record.messageAttributes.isEmpty)
        #expect(record.attributes.sentTimestamp == nil)

        let notification =
            #"{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"m","TopicArn":"t","Message":"x","Timestamp":"t"}}]}"#
        let delivery = try JSONValueDecoder().decode(SNSEvent.self, from: JSONValue.parse(notification))
        #expect(delivery.records[0].sns.subject == nil)
    }

    @Test func `a pipe's batch is a list of records`() throws {
        let batch = try #require(try JSONValue.parse(sqs)["Records"])
        let records = try JSONValueDecoder().decode([PipeRecord].self, from: batch)
        #expect(records.map(\.body) == [#"{"order":17}"#])
        #expect(records[0].attributes.approximateReceiveCount == "1")
        #expect(records[0].messageAttributes["colour"]?.stringValue == "red")
    }

    @Test(arguments: [
        ("in/a+b%40c.jpg", "in/a b@c.jpg"), ("plain.jpg", "plain.jpg"), ("gr%C3%BC%C3%9Fe", "grüße"), ("a%2Bb", "a+b"),
        ("100%", "100%"), ("%zz", "%zz"), ("%4", "%4"), ("%FF", "%FF"), ("", ""),
    ])
    func `an object's key is decoded like a form's value`(key: String, decoded: String) {
        #expect(S3Event.Object(key: key).decodedKey == decoded)
    }
}

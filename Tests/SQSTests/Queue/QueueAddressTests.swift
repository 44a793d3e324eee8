import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct QueueAddressTests {
    private let scope = Scope(account: "111111111111", region: "eu-west-1")

    @Test(arguments: [
        ("http://localhost:4566/000000000000/q", "000000000000", "eu-west-1"),
        ("https://sqs.us-east-1.amazonaws.com/000000000000/q", "000000000000", "eu-west-1"),
        ("http://localhost:4566/queue/us-west-2/000000000000/q", "000000000000", "us-west-2"),
        ("q", "111111111111", "eu-west-1"),
        ("arn:aws:sqs:us-west-2:000000000000:q", "000000000000", "us-west-2"),
    ])
    func `a queue is found by whatever names it`(text: String, account: String, region: String) {
        let expected = QueueAddress(scope: Scope(account: account, region: region), name: "q")
        #expect(QueueAddress(queueURL: text, in: scope) == expected)
    }

    @Test(arguments: [
        "", "/", "http://localhost:4566/12/q", "http://localhost/000000000000/a b", "arn:aws:sns:r:1:q",
        "arn:aws:sqs:::q",
    ])
    func `what names no queue is refused`(text: String) {
        #expect(QueueAddress(queueURL: text, in: scope) == nil)
    }

    @Test func `url and arn name the same queue`() {
        let address = QueueAddress(scope: scope, name: "jobs")
        #expect(address.url == "http://localhost:4566/111111111111/jobs")
        #expect(address.arn == "arn:aws:sqs:eu-west-1:111111111111:jobs")
        #expect(QueueAddress(arn: address.arn) == address)
    }
}

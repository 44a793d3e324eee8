import QuickstepPrimitives
import Testing

@testable import QuickstepSQS

struct ReceiptHandleTests {
    @Test func `a handle survives its text`() {
        let handle = ReceiptHandle(
            queueARN: "arn:aws:sqs:us-east-1:000000000000:q",
            generation: 1,
            sequence: 2,
            nonce: 3
        )
        #expect(ReceiptHandle(handle.text) == handle)
    }

    @Test(arguments: [
        "", "garbage", "Z2FyYmFnZQ==", Base64.encode(Array("1 q 1 2 x".utf8)), Base64.encode([0xFF, 0xFE]),
    ])
    func `what was never a handle is none`(text: String) {
        #expect(ReceiptHandle(text) == nil)
    }
}

import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct TaskTokenTests {
    private let arn = "arn:aws:states:us-east-1:000000000000:execution:machine:run"

    @Test func `a token names its execution and task and is genuine for its seed alone`() throws {
        let text = TaskToken(execution: arn, task: TaskID(17), seed: 99).text
        let token = try #require(TaskToken(text))
        #expect(token.execution == arn)
        #expect(token.task == TaskID(17))
        #expect(token.isGenuine(seed: 99))
        #expect(!token.isGenuine(seed: 98))
        #expect(text.count <= 2048)
    }

    @Test func `a token changed in its task is not genuine`() throws {
        let token = TaskToken(execution: arn, task: TaskID(17), seed: 99)
        let bytes = try #require(Base64.decode(token.text))
        let forged = String(decoding: bytes, as: UTF8.self).replacing("#17#", with: "#18#")
        let read = try #require(TaskToken(Base64.encode(Array(forged.utf8))))
        #expect(read.task == TaskID(18))
        #expect(!read.isGenuine(seed: 99))
    }

    @Test(arguments: ["", "token", "YQ==", "YSNiI2M=", "////"])
    func `other texts are no tokens`(text: String) {
        #expect(TaskToken(text) == nil)
    }
}

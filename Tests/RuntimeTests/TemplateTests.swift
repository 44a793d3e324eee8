import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// A runtime that a template wires.
struct TemplateTests {
    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Jobs:
            Type: AWS::SQS::Queue
            Properties: { QueueName: jobs, VisibilityTimeout: 45 }
          Worker:
            Type: AWS::Serverless::Function
            Properties: { FunctionName: worker, Timeout: 7 }
          Flow:
            Type: AWS::Serverless::StateMachine
            Properties: { Name: flow, DefinitionUri: flow.asl.json }

        """

    private static let definition =
        #"{"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "worker", "End": true}}}"#

    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.write(Self.template, to: "template.yaml")
        try folder.write(Self.definition, to: "flow.asl.json")
    }

    private func start(_ functions: [Function], storage: RuntimeOptions.Storage = .memory) async throws -> Runtime {
        try await Runtime.start(
            RuntimeOptions(
                storage: storage,
                clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_000)),
                functions: functions,
                template: .file(folder.path("template.yaml")),
                seed: 1
            )
        )
    }

    private static func worker(_ body: @escaping @Sendable (FunctionContext) async throws -> Int) -> Function {
        Function("worker") { (_: JSONValue, context: FunctionContext) in try await body(context) }
    }

    @Test func `what the template names is there when the runtime has started`() async throws {
        let runtime = try await start([Self.worker { _ in 17 }])
        try await runtime.queues["jobs"].send("a job")
        let message = try #require(try await runtime.queues["jobs"].receive().first)
        #expect(message.body == "a job")
        let machine = ARN(service: "states", scope: .standard, resource: "stateMachine:flow").description
        let result = try await runtime.run(machine)
        #expect(result.status == .succeeded)
        #expect(result.output == 17)
        await runtime.stop()
    }

    @Test func `the template's timeout is the function's`() async throws {
        let runtime = try await start([
            Self.worker { context in
                try await context.sleep(for: .seconds(60))
                return 1
            }
        ])
        let began = runtime.now
        let result = try await runtime.invoke("worker", event: [:])
        guard case .failed(let error, _) = result.outcome else {
            Issue.record("The call went well.")
            return
        }
        #expect(error == "Sandbox.Timedout")
        #expect(runtime.now.milliseconds(since: began) == 7000)
        await runtime.stop()
    }

    @Test func `a second start on the same folder finds everything as it is`() async throws {
        let storage = RuntimeOptions.Storage.folder(folder.path("data"))
        let first = try await start([Self.worker { _ in 1 }], storage: storage)
        try await first.queues["jobs"].send("kept")
        await first.stop()
        let second = try await start([Self.worker { _ in 1 }], storage: storage)
        #expect(try await second.queues["jobs"].receive().map(\.body) == ["kept"])
        await second.stop()
    }

    @Test func `a template that cannot be used is refused before a data folder is made`() async throws {
        let storage = RuntimeOptions.Storage.folder(folder.path("data"))
        let unlinked = await #expect(throws: RuntimeError.self) { try await start([], storage: storage) }
        #expect(unlinked?.code == .template)
        #expect(unlinked?.message.contains("worker") == true)
        try folder.remove("template.yaml")
        let missing = await #expect(throws: RuntimeError.self) { try await start([], storage: storage) }
        #expect(missing?.code == .input)
        #expect(missing?.message.contains("template.yaml") == true)
        #expect(!folder.exists("data"))
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

@testable import QuickstepStepFunctions

let epoch = Timestamp(milliseconds: 1_735_689_600_000)

/// A runtime of executions and functions on a virtual clock.
struct Harness: Sendable {
    let kernel: Kernel
    let states: StatesService

    static let role = "arn:aws:iam::000000000000:role/test"

    static func start(
        _ store: any Store,
        functions: [Function] = [],
        neighbours: [any Service] = [],
        from time: Timestamp = epoch,
        seed: UInt64 = 1,
        resuming: Bool = true,
        retentionMilliseconds: Int64? = nil,
        keeping bounds: IdleMachines.Bounds = .standard
    ) async throws -> Harness {
        let kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: time)),
            seed: seed
        )
        let states = StatesService(kernel: kernel, retentionMilliseconds: retentionMilliseconds, keeping: bounds)
        let registry = try FunctionRegistry(functions)
        let dispatcher = FunctionDispatcher(kernel: kernel, registry: registry)
        let lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        await kernel.connect(services: [states, lambda] + neighbours, consumer: dispatcher)
        try await kernel.start(resuming: resuming)
        return Harness(kernel: kernel, states: states)
    }

    func call(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await kernel.call(
            ServiceRequest(service: "states", operation: operation, parameters: parameters)
        ).output
    }

    func create(_ definition: String, name: String = "machine") async throws(ServiceError) -> String {
        let output = try await call(
            "CreateStateMachine",
            ["name": .string(name), "definition": .string(definition), "roleArn": .string(Harness.role)]
        )
        return output["stateMachineArn"]?.stringValue ?? ""
    }

    func begin(_ machine: String, input: String = "{}", name: String = "run") async throws(ServiceError) -> String {
        let output = try await call(
            "StartExecution",
            ["stateMachineArn": .string(machine), "input": .string(input), "name": .string(name)]
        )
        return output["executionArn"]?.stringValue ?? ""
    }

    func describe(_ arn: String) async throws(ServiceError) -> JSONObject {
        try await call("DescribeExecution", ["executionArn": .string(arn)])
    }

    func history(_ arn: String) async throws(ServiceError) -> [JSONValue] {
        let output = try await call("GetExecutionHistory", ["executionArn": .string(arn), "maxResults": 1000])
        return output["events"]?.arrayValue ?? []
    }

    /// Runs everything that can run, over all of virtual time that something waits for.
    func settle() async {
        await kernel.timers.quiet()
    }

    func run(_ definition: String, input: String = "{}") async throws(ServiceError) -> JSONObject {
        let arn = try await begin(try await create(definition), input: input)
        await settle()
        return try await describe(arn)
    }
}

/// Calls of handlers, with the token that each was given.
final class CallLog: Sendable {
    struct Call: Sendable, Hashable {
        let function: String
        let event: JSONValue
        let token: String
    }

    private let content = Mutex<[Call]>([])

    var calls: [Call] { content.withLock { $0 } }

    func note(_ call: Call) {
        content.withLock { $0.append(call) }
    }

    /// How often the function was called with other tokens than the first call's: new attempts, not repetitions.
    func attempts(of function: String) -> Int {
        Set(calls.filter { $0.function == function }.map(\.token)).count
    }
}

extension Function {
    /// Answers with its event, wrapped, and notes the call.
    static func echo(_ name: String, _ log: CallLog) -> Function {
        Function(name) { (event: JSONValue, context: FunctionContext) -> JSONValue in
            log.note(CallLog.Call(function: name, event: event, token: context.idempotencyToken))
            return ["echo": event]
        }
    }

    /// Ends the task whose token its event holds.
    ///
    /// A repetition finds the task ended, which is as well.
    static func answering(_ name: String, _ log: CallLog) -> Function {
        Function(name) { (event: JSONValue, context: FunctionContext) async throws -> JSONValue in
            log.note(CallLog.Call(function: name, event: event, token: context.idempotencyToken))
            let parameters: JSONObject = ["taskToken": event["token"] ?? "", "output": #"{"answered":true}"#]
            // A repetition is refused; a task that nothing ended is seen in its execution.
            _ = try? await context.services.call("states", "SendTaskSuccess", parameters)
            return "asked"
        }
    }

    /// Fails each attempt but the last of `count`.
    ///
    /// Repetitions of one attempt fail alike.
    static func flaky(_ name: String, failing count: Int, _ log: CallLog) -> Function {
        Function(name) { (event: JSONValue, context: FunctionContext) throws -> JSONValue in
            log.note(CallLog.Call(function: name, event: event, token: context.idempotencyToken))
            guard log.attempts(of: name) > count else { throw Flaky() }
            return "at last"
        }
    }
}

struct Flaky: Error {}

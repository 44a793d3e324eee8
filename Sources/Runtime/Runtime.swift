import QuickstepDynamoDB
import QuickstepEventBridge
import QuickstepIsolation
public import QuickstepJSON
package import QuickstepLambda
import QuickstepManifest
import QuickstepPipes
package import QuickstepPrimitives
import QuickstepS3
import QuickstepSNS
import QuickstepSQLiteStore
import QuickstepSQS
public import QuickstepServiceKit
package import QuickstepStepFunctions
import Synchronization

/// A workflow runtime: state machines, functions, topics, queues, buckets and tables in this process.
///
/// Everything that a call changes is durable when the call returns (except with `.memory` storage). After a crash, the next runtime
/// on the same data folder carries on where the last one stopped.
///
/// ```swift
/// let runtime = try await Runtime.start(RuntimeOptions(storage: .folder(".quickstep")))
/// let machine = try await runtime.deploy(definition, name: "order")
/// let result = try await runtime.run(machine, input: ["id": 17])
/// await runtime.stop()
/// ```
public final class Runtime: Sendable {
    package let kernel: Kernel
    package let functions: FunctionRegistry
    package let states: StatesService
    let sqs: SQSService
    private let sns: SNSService
    private let lambda: LambdaService
    let dispatcher: FunctionDispatcher
    /// Who writes the metrics and the log; `nil` where nobody asked for them.
    let observer: RuntimeObserver?
    /// Where handlers run; `nil` where they run in this process.
    private let processes: HandlerProcesses?
    let folder: DataFolder?
    private let completions = CompletionBoard()
    private let stopping = Mutex<Task<Void, Never>?>(nil)
    private let sampling = Mutex<Task<Void, Never>?>(nil)

    /// The options that the runtime was started with.
    public let options: RuntimeOptions

    private init(
        options: RuntimeOptions,
        kernel: Kernel,
        functions: FunctionRegistry,
        states: StatesService,
        sqs: SQSService,
        sns: SNSService,
        lambda: LambdaService,
        dispatcher: FunctionDispatcher,
        observer: RuntimeObserver?,
        processes: HandlerProcesses?,
        folder: DataFolder?
    ) {
        self.processes = processes
        self.observer = observer
        self.options = options
        self.kernel = kernel
        self.functions = functions
        self.states = states
        self.sqs = sqs
        self.sns = sns
        self.lambda = lambda
        self.dispatcher = dispatcher
        self.folder = folder
    }

    // MARK: Life

    /// Opens the storage and starts everything.
    ///
    /// - Parameter options: How the runtime is set up.
    /// - Returns: The running runtime. Stop it with `stop()`.
    /// - Throws: `RuntimeError` with the code `.dataFolder` when the folder is in use, damaged, newer, or cannot be written, and
    ///   `.input` when the clock's factor is out of range or the template cannot be read, `.template` when the template is not valid or names a function that is not linked; `ServiceError` when two functions have
    ///   one name, or a function's settings are out of bounds.
    public static func start(_ options: RuntimeOptions = RuntimeOptions()) async throws -> Runtime {
        try await start(options) { _ in }
    }

    /// Starts everything, and hands over the bus before anything is published on it.
    package static func start(
        _ options: RuntimeOptions,
        listening listen: (RuntimeBus) -> Void
    ) async throws -> Runtime {
        try await start(options, on: TestBench(), listening: listen)
    }

    /// Starts everything, and tells of each timer as it fires.
    package static func startTelling(
        _ options: RuntimeOptions,
        onFire: @escaping @Sendable (RuntimeTimer) -> Void
    ) async throws -> Runtime {
        var bench = TestBench()
        bench.onFire = onFire
        return try await start(options, on: bench) { _ in }
    }

    /// Starts everything as a test of crashes wants it.
    static func start(
        _ options: RuntimeOptions,
        on bench: TestBench,
        listening listen: (RuntimeBus) -> Void
    ) async throws -> Runtime {
        let clock = try RuntimeClock(as: options.clock)
        // A template that is not valid is told before a data folder is made for it.
        let template =
            try bench.template
            ?? options.template.map { (template) throws(RuntimeError) in
                try TemplateReader(template, functions: options.functions)
            }
        let processes = try Self.processes(options)
        let functions = template?.fitted(options.functions) ?? options.functions
        let registry = try FunctionRegistry(processes.map { functions.map($0.isolating) } ?? functions)
        let storage = try await blocking { () throws(RuntimeError) in try OpenStorage(options, bench) }
        let seed = options.seed ?? UInt64.random(in: .min ... .max)
        let observer = RuntimeObserver(
            logger: options.logger,
            metrics: options.metrics,
            showsTime: options.clock != .real
        )
        let kernel = Kernel(
            store: storage.store,
            blobs: storage.blobs,
            clock: clock,
            seed: seed,
            probe: observer?.probe,
            onFire: bench.onFire,
            actsBeforeCommit: bench.actsBeforeCommit || TestHooks.actsBeforeCommit
        )
        let states = StatesService(
            kernel: kernel,
            retentionMilliseconds: options.retention.map { $0.components.seconds.multipliedReportingOverflow(by: 1000) }
                .flatMap { $0.overflow ? nil : $0.partialValue }
        )
        let sqs = SQSService(kernel: kernel)
        let sns = SNSService(kernel: kernel, client: options.webClient, signing: options.signing)
        let dispatcher = FunctionDispatcher(
            kernel: kernel,
            registry: registry,
            observer: Self.invocations(bench, observer)
        )
        let lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        let runtime = Runtime(
            options: options,
            kernel: kernel,
            functions: registry,
            states: states,
            sqs: sqs,
            sns: sns,
            lambda: lambda,
            dispatcher: dispatcher,
            observer: observer,
            processes: processes,
            folder: storage.folder
        )
        let services: [any Service] = [
            states, lambda, sqs, sns, S3Service(kernel: kernel), DynamoDBService(kernel: kernel),
            PipesService(kernel: kernel), EventBridgeService(), ClockService(),
        ]
        await kernel.connect(services: services, consumer: dispatcher)
        listen(kernel.bus)
        observer?.start(kernel.bus)
        kernel.bus.observe { [completions = runtime.completions] in completions.observe($0) }
        do throws(ServiceError) {
            try await kernel.start(resuming: options.resumesUnfinished)
        } catch {
            await kernel.stop()
            await observer?.stop()
            if let folder = storage.folder { await blocking { folder.close() } }
            throw RuntimeError(.dataFolder, error.message)
        }
        do throws(ServiceError) {
            if let pipeline = template?.pipeline {
                try await kernel.sequencer.turn { (turn) throws(ServiceError) in try pipeline.deploy(in: &turn) }
            }
        } catch {
            await runtime.stop()
            // What the store cannot give or take is not the template's fault.
            guard error.fault == .client else { throw RuntimeError(.dataFolder, error.message) }
            throw RuntimeError(
                .template,
                "\(options.template?.path ?? "template"): error: The template cannot be put in place: \(error)"
            )
        }
        if options.metrics != nil {
            runtime.sampling.withLock { $0 = Task { [weak runtime] in await runtime?.sampleForEver() } }
        }
        return runtime
    }

    /// Who is told of calls: a test of crashes when they begin, the metrics and the log what comes of them.
    private static func invocations(_ bench: TestBench, _ observer: RuntimeObserver?) -> InvocationObserver {
        let test =
            bench.observer ?? TestHooks.dispatchLog().map { InvocationObserver(started: $0) } ?? InvocationObserver()
        guard let observer else { return test }
        return InvocationObserver(
            started: test.started,
            dispatched: test.dispatched,
            logged: { observer.logged($0, $1, $2) },
            ended: { observer.called($0) }
        )
    }

    private static func processes(_ options: RuntimeOptions) throws(RuntimeError) -> HandlerProcesses? {
        guard options.isolatesHandlers else { return nil }
        guard !HandlerLaunch.isHandlerProcess else {
            throw RuntimeError(
                .input,
                "This process was started to run handlers, and does not know how. Only a QuickstepApplication, or a program that "
                    + "hands its command line to CommandLineTool, can run them in processes of their own."
            )
        }
        let rate =
            switch options.clock {
            case .real: 1.0
            case .scaled(let factor, _): factor
            case .virtual, .manual: 0.0
            }
        return HandlerProcesses(clockRate: rate)
    }

    /// Stops everything.
    ///
    /// What is unfinished stays in the storage and carries on at the next start. Whoever stops a runtime that stops already waits for
    /// the same end.
    public func stop() async {
        let task = stopping.withLock { stopping in
            let task = stopping ?? Task { await shutDown() }
            stopping = task
            return task
        }
        await task.value
    }

    /// Writes down where this process listens, so that commands on the same data folder find it.
    ///
    /// Where it cannot be written, such a command says that the folder is in use. Links in notifications lead there from then on.
    package func announce(endpoint: String) {
        sns.announce(endpoint: endpoint)
        try? folder?.announce(endpoint: endpoint)
    }

    /// Where the process that owns a data folder listens; nil where none owns it, or the one that does not listen.
    package static func endpoint(ofOwnerOf folder: String) -> String? {
        (try? DataFolder.owner(of: folder))?.endpoint
    }

    /// Waits until the runtime begins to stop.
    package func waitUntilStopped() async {
        await completions.waitForStop()
    }

    /// Lets go of everything as the end of the process would: no service and no store is told.
    func abandon() async {
        completions.stop()
        dispatcher.abandon()
        await kernel.stop()
    }

    private func shutDown() async {
        completions.stop()
        let sampling = sampling.withLock { $0 }
        sampling?.cancel()
        await sampling?.value
        await dispatcher.stop()
        await processes?.stop()
        await kernel.stop()
        await observer?.stop()
        if let folder { await blocking { folder.close() } }
    }

    // MARK: Services

    /// Calls an operation of a service and returns its output when its changes are durable.
    ///
    /// - Parameter request: The service, the operation and its input, in the API's own spelling.
    /// - Returns: The operation's output.
    /// - Throws: `ServiceError` with the service's own code and message.
    public func call(_ request: ServiceRequest) async throws(ServiceError) -> JSONObject {
        try await kernel.call(request).output
    }

    /// Answers a request from outside: as `call` does, and where the operation waits, waiting outside any turn.
    package func answer(_ request: ServiceRequest) async throws(ServiceError) -> JSONObject {
        try await kernel.answer(request).output
    }

    /// Calls a function and waits for its answer.
    ///
    /// The call itself is not durable: if the process ends, nobody waits any more.
    ///
    /// - Parameters:
    ///   - function: The function's name or ARN.
    ///   - event: The event.
    /// - Returns: What came of it. A handler that failed is an outcome, not an error.
    /// - Throws: `ServiceError` `ResourceNotFoundException` with a hint how to link the function; `RequestTooLargeException`;
    ///   `InvalidRequestContentException` for an event that is nested more than 512 levels deep.
    public func invoke(_ function: String, event: JSONValue) async throws(ServiceError) -> InvocationResult {
        InvocationResult(try await lambda.invoke(function, payload: event))
    }

    /// What is published on the runtime's own bus from now on: everything that becomes durable, in order.
    ///
    /// - Parameter bufferSize: How many notices may wait for a slow reader; past that the oldest are dropped. Default 4,096.
    /// - Returns: A stream that ends when the runtime stops.
    public func notices(bufferSize: Int = 4096) -> AsyncStream<Notice> {
        kernel.bus.subscribe(bufferSize: bufferSize)
    }

    /// How many notices were published so far: who has read as many since then has read all.
    public var noticeCount: Int { kernel.bus.published }

    /// The topics, by name.
    public var topics: Topics { Topics(runtime: self) }

    /// The queues, by name.
    public var queues: Queues { Queues(runtime: self) }

    // MARK: State machines

    /// Puts a state machine in place, new or with a new definition.
    ///
    /// Executions that run keep the definition that they began with.
    ///
    /// - Parameters:
    ///   - definition: The definition in Amazon States Language, as JSON text.
    ///   - name: The machine's name, 1 to 80 characters.
    /// - Returns: The machine's ARN.
    /// - Throws: `ServiceError` `InvalidDefinition` or `InvalidName`.
    public func deploy(_ definition: String, name: String) async throws(ServiceError) -> String {
        let states = states
        return try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try states.deploy(name: name, definition: definition, scope: .standard, &turn)
        }
    }

    /// Starts an execution.
    ///
    /// - Parameters:
    ///   - machine: The state machine's ARN.
    ///   - input: The input. Default: the empty object.
    ///   - name: The execution's name. Default: a new UUID.
    /// - Returns: The execution's ARN.
    /// - Throws: `ServiceError` as `StartExecution` does.
    public func startExecution(
        of machine: String,
        input: JSONValue = [:],
        name: String? = nil
    ) async throws(ServiceError) -> String {
        var parameters: JSONObject = ["stateMachineArn": .string(machine), "input": .string(input.compactText)]
        if let name { parameters["name"] = .string(name) }
        let output = try await call(
            ServiceRequest(service: "states", operation: "StartExecution", parameters: parameters)
        )
        return output["executionArn"]?.stringValue ?? ""
    }

    /// Tells how an execution stands.
    ///
    /// - Parameter arn: The execution's ARN.
    /// - Returns: Its status and result.
    /// - Throws: `ServiceError` `ExecutionDoesNotExist` or `InvalidArn`.
    public func describeExecution(_ arn: String) async throws(ServiceError) -> ExecutionResult {
        let output = try await call(
            ServiceRequest(
                service: "states",
                operation: "DescribeExecution",
                parameters: ["executionArn": .string(arn)]
            )
        )
        guard let result = ExecutionResult(description: output) else {
            throw ServiceError.damaged("the description of \(arn)")
        }
        return result
    }

    /// Waits until an execution has ended, or cannot go on.
    ///
    /// - Parameter arn: The execution's ARN.
    /// - Returns: Its status and result. The status is still `running` where the runtime was stopped meanwhile, or the execution
    ///   is quarantined.
    /// - Throws: `ServiceError` `ExecutionDoesNotExist` or `InvalidArn`.
    public func waitForExecution(_ arn: String) async throws(ServiceError) -> ExecutionResult {
        let sighting = Sighting()
        let isOver = await completions.wait(for: arn) { [self] in
            do throws(ServiceError) {
                return sighting.note(.success(try await describeExecution(arn)))
            } catch {
                return sighting.note(.failure(error))
            }
        }
        // A runtime that has stopped answers no more; what it said last stands.
        if let seen = sighting.last, sighting.isFinal || !isOver { return try seen.get() }
        return try await describeExecution(arn)
    }

    /// How an execution was when it was looked at while its end was waited for.
    private final class Sighting: Sendable {
        private let state = Mutex<Swift.Result<ExecutionResult, ServiceError>?>(nil)

        var last: Swift.Result<ExecutionResult, ServiceError>? { state.withLock { $0 } }

        /// Whether there is nothing to wait for.
        var isFinal: Bool {
            switch last {
            case nil: false
            case .success(let result)?: result.status != .running || result.quarantine != nil
            case .failure?: true
            }
        }

        /// Takes note of a look, and returns whether it is final.
        func note(_ look: Swift.Result<ExecutionResult, ServiceError>) -> Bool {
            state.withLock { $0 = look }
            return isFinal
        }
    }

    /// Runs an execution from start to end.
    ///
    /// - Parameters:
    ///   - machine: The state machine's ARN.
    ///   - input: The input. Default: the empty object.
    ///   - name: The execution's name. Default: a new UUID.
    /// - Returns: Its status and result.
    /// - Throws: `ServiceError` as `StartExecution` does.
    public func run(
        _ machine: String,
        input: JSONValue = [:],
        name: String? = nil
    ) async throws(ServiceError) -> ExecutionResult {
        try await waitForExecution(try await startExecution(of: machine, input: input, name: name))
    }

    /// What waits to be carried on: executions, calls of functions, and messages that pipes will take.
    ///
    /// - Returns: What waits now.
    /// - Throws: `ServiceError` when the storage cannot be read.
    public func unfinishedWork() async throws(ServiceError) -> UnfinishedWork {
        try await kernel.unfinished()
    }

    /// When the next deadline of each waiting execution is, by its ARN.
    package func deadlinesOfExecutions() async throws(ServiceError) -> [String: Timestamp] {
        var found: [String: Timestamp] = [:]
        for (owner, due) in try await kernel.deadlines(of: .execution) {
            if let name = ExecutionName(owner: owner) { found[name.arn] = due }
        }
        return found
    }
}

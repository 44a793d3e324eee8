import QuickstepDynamoDB
import QuickstepEventBridge
import QuickstepJSON
import QuickstepLambda
import QuickstepPipes
import QuickstepPrimitives
import QuickstepS3
import QuickstepSNS
import QuickstepSQS
import QuickstepServiceKit
import QuickstepStepFunctions
import Synchronization

/// One life of the runtime: the production engine and services, on a simulated disk, clock and handlers.
final class SimulatedProcess: Sendable {
    let kernel: Kernel
    let store: SimulatedStore
    private let services: [any Service]
    private let dispatcher: FunctionDispatcher
    private let lambda: LambdaService
    private let plant: Plant?
    private let hasStarted = Mutex(false)
    private let hasFailed = Mutex(false)

    /// - Parameters:
    ///   - disk: The rows that the processes before it left.
    ///   - blobs: The bytes of objects that they left.
    ///   - number: Counts the processes of a world.
    ///   - world: What outlives the process.
    /// - Throws: `ServiceError` where the functions are not well-formed.
    init(
        on disk: InMemoryStore,
        _ blobs: InMemoryBlobStore,
        number: Int,
        of world: World
    ) throws(ServiceError) {
        let scheduler = world.scheduler
        plant = world.plant
        let clock = RuntimeClock(.virtual(startingAt: World.start))
        store = SimulatedStore(
            disk,
            audit: world.audit,
            clock: clock,
            ledger: world.ledger,
            plant: world.plant,
            seed: world.seed &* 1000 &+ UInt64(number)
        )
        kernel = Kernel(
            store: store,
            blobs: SimulatedBlobs(disk: blobs, store: store),
            clock: clock,
            // The same for every process of a world: what they name must differ all the same.
            seed: world.seed,
            // A few, so that most timers of a busy world are rows only.
            timersInMemory: 4,
            lane: { _ in SimulatedLane(scheduler) },
            actsBeforeCommit: world.plant == .acknowledgedBeforeCommit
        )
        let registry = try FunctionRegistry(SimulatedHandlers.all(seed: world.seed, ledger: world.ledger))
        let dispatches = DispatchAudit(world.violations)
        dispatcher = FunctionDispatcher(
            kernel: kernel,
            registry: registry,
            threads: SimulatedHandlerLanes(scheduler: scheduler),
            observer: InvocationObserver(started: { dispatches.started($0) })
        )
        lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        // So few that executions leave memory while they wait, and stand in line to work.
        let states = StatesService(kernel: kernel, keeping: .init(machines: 2, byteCount: 1 << 20, working: 3))
        services = [
            plant == .forgottenStart ? ForgetfulService(states, store) : states, lambda, SQSService(kernel: kernel),
            SNSService(kernel: kernel), S3Service(kernel: kernel), DynamoDBService(kernel: kernel),
            PipesService(kernel: kernel),
            plant == .eventDoubled ? EchoingService(EventBridgeService()) : EventBridgeService(),
        ]
    }

    /// Starts everything; `hasBooted` tells when that is done.
    func boot() {
        Task {
            let consumer: any WorkConsumer = plant == .doubleDispatch ? DoubleDispatcher(dispatcher) : dispatcher
            await kernel.connect(services: services, consumer: consumer)
            do throws(ServiceError) {
                try await kernel.start()
                hasStarted.withLock { $0 = true }
            } catch {
                hasFailed.withLock { $0 = true }
            }
        }
    }

    var hasBooted: Bool { hasStarted.withLock { $0 } }

    /// Whether the start was given up, because the disk took nothing.
    var hasGivenUp: Bool { hasFailed.withLock { $0 } }
}

/// Notes what is handed to handlers: one process hands no work out twice.
private final class DispatchAudit: Sendable {
    private let violations: Violations
    private let tokens = Mutex<Set<String>>([])

    init(_ violations: Violations) {
        self.violations = violations
    }

    func started(_ work: WorkItem) {
        guard !tokens.withLock({ $0.insert(work.token).inserted }) else { return }
        violations.add("work of \(work.id.function) with the token \(work.token) was handed out twice by one process")
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// A service that asks for work and takes note of how it ends, as the workflow engine and the pipes do.
final class OriginService: Service {
    struct Outcome: Sendable, Equatable {
        let reference: JSONValue
        let outcome: WorkOutcome
        let crashes: Int
        let at: Int64
    }

    let name = "origin"
    let kernel: Kernel
    let outcomes: AsyncStream<Outcome>

    private let arrived: AsyncStream<Outcome>.Continuation
    private let seen = Mutex<[Outcome]>([])

    init(kernel: Kernel) {
        self.kernel = kernel
        (outcomes, arrived) = AsyncStream.makeStream(of: Outcome.self)
    }

    /// All outcomes up to now, in order of arrival.
    var all: [Outcome] { seen.withLock { $0 } }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let function = request.parameters["Function"]?.stringValue ?? ""
        switch request.operation {
        case "Enqueue":
            let number = try turn.sequence()
            turn.enqueue(
                WorkItem(
                    id: WorkID(scope: request.scope, function: function, number: number),
                    payload: request.parameters["Payload"] ?? [:],
                    origin: WorkItem.Origin(
                        service: name,
                        owner: "test",
                        reference: request.parameters["Reference"] ?? .null
                    ),
                    token: "token-\(number)",
                    effect: turn.effect(),
                    cause: turn.cause
                )
            )
            return ServiceResponse(["Number": .number(JSONNumber(number))])
        case "Withdraw":
            let number = request.parameters["Number"]?.numberValue?.int64 ?? 0
            turn.finish(WorkID(scope: request.scope, function: function, number: number))
            return ServiceResponse()
        default:
            throw .unknownOperation(service: name, operation: request.operation)
        }
    }

    func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) {
        kernel.activity.begin()
        let result = Outcome(
            reference: work.origin.reference,
            outcome: outcome,
            crashes: work.crashes,
            at: kernel.clock.now.milliseconds
        )
        seen.withLock { $0.append(result) }
        Task {
            defer { kernel.activity.end() }
            await kernel.repeatedTurn { (turn) throws(ServiceError) in turn.finish(work.id) }
            arrived.yield(result)
        }
    }
}

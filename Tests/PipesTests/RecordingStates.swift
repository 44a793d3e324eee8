import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Stands for the workflow service: keeps a row of each execution that is started, and refuses while it is told to.
final class RecordingStates: Service {
    struct Start: Sendable, Equatable {
        let name: String
        let input: JSONValue
        let cause: String?
    }

    let name = "states"
    private let isRefusing = Mutex(false)
    private let stumbles = Mutex(0)

    private static let executions = Owner(kind: .execution, name: "started").key

    func refuse(_ refuses: Bool) {
        isRefusing.withLock { $0 = refuses }
    }

    /// Has no time for the next calls.
    func stumble(_ count: Int) {
        stumbles.withLock { $0 = count }
    }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard request.operation == "StartExecution", !isRefusing.withLock({ $0 }) else {
            throw ServiceError(code: "StateMachineDoesNotExist", message: "State Machine Does Not Exist")
        }
        let isStumbling = stumbles.withLock { stumbles in
            defer { stumbles = max(0, stumbles - 1) }
            return stumbles > 0
        }
        if isStumbling { throw .throttled() }
        let name = request.parameters["name"]?.stringValue ?? turn.uuid()
        let key = Self.executions.text(name)
        guard try turn.get(key) == nil else {
            throw ServiceError(code: "ExecutionAlreadyExists", message: "Execution Already Exists")
        }
        turn.put(
            key,
            [
                "number": .number(JSONNumber(try turn.sequence())), "name": .string(name),
                "machine": request.parameters["stateMachineArn"] ?? .null,
                "input": request.parameters["input"] ?? .null,
                "cause": request.cause.map { .string($0.description) } ?? .null,
            ]
        )
        return ServiceResponse(["executionArn": .string(name)])
    }

    /// What was started, in order.
    static func started(_ kernel: Kernel) async throws -> [Start] {
        let rows = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            var rows: [JSONValue] = []
            for row in try turn.range(executions.prefixRange) {
                if let json = try turn.json(row.key) { rows.append(json) }
            }
            return rows
        }
        return try rows.sorted { ($0["number"]?.intValue ?? 0) < ($1["number"]?.intValue ?? 0) }.map { row in
            Start(
                name: row["name"]?.stringValue ?? "",
                input: try JSONValue.parse(row["input"]?.stringValue ?? ""),
                cause: row["cause"]?.stringValue
            )
        }
    }
}

/// Stands for whoever calls functions: keeps what is to be called until a test says how it ended.
final class RecordingConsumer: WorkConsumer {
    func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void) {}

    private let state = Mutex<[WorkItem]>([])

    /// The work that nobody has noted the outcome of.
    var work: [WorkItem] { state.withLock { $0 } }

    func workAdded(_ work: WorkItem) {
        state.withLock { $0.append(work) }
    }

    func workRemoved(_ id: WorkID) {
        state.withLock { work in work.removeAll { $0.id == id } }
    }
}

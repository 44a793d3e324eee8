import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
package import QuickstepServiceKit
import QuickstepStatesLanguage

/// AWS Step Functions behind the door: state machines, executions and their histories.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
package final class StatesService: Service {
    package static let serviceName = "states"

    package var name: String { Self.serviceName }
    package var ownerKinds: [Owner.Kind] { [.execution, .executionList, .mapRun] }

    let definitions: DefinitionCache
    let host: ExecutionHost
    /// The workers that wait for tasks, by the owner of their activity's line.
    let workers: Waiters<Owner>
    /// The Express executions that are under way.
    let expressRuns: ExpressRuns
    let tasks: TaskRouter
    let mapRuns: MapRunHost
    /// From where journals were read lately.
    let histories: HistoryCheckpoints
    let kernel: Kernel
    /// How long an execution is kept after its end; `nil` for ever.
    let retentionMilliseconds: Int64?
    private let clock: RuntimeClock

    /// - Parameters:
    ///   - kernel: What the service stands on.
    ///   - retentionMilliseconds: How long an execution is kept after its end. Default: for ever.
    package convenience init(kernel: Kernel, retentionMilliseconds: Int64? = nil) {
        self.init(kernel: kernel, retentionMilliseconds: retentionMilliseconds, keeping: .standard)
    }

    /// A service that keeps no more than so much of waiting executions in memory.
    package init(kernel: Kernel, retentionMilliseconds: Int64? = nil, keeping bounds: IdleMachines.Bounds) {
        self.kernel = kernel
        self.retentionMilliseconds = retentionMilliseconds
        clock = kernel.clock
        definitions = DefinitionCache()
        workers = Waiters()
        expressRuns = ExpressRuns()
        tasks = TaskRouter(workers: workers)
        host = ExecutionHost(
            kernel: kernel,
            loader: ExecutionLoader(kernel: kernel, definitions: definitions),
            tasks: tasks,
            mapRuns: MapRunStart(definitions: definitions),
            keeping: bounds
        )
        mapRuns = MapRunHost(
            kernel: kernel,
            definitions: definitions,
            children: ExpressChildren(kernel: kernel, tasks: tasks)
        )
        histories = HistoryCheckpoints()
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: Self.serviceName, operation: request.operation)
        }
        return try operation(self)(Parameters(request), &turn)
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    private typealias Operation = (Parameters, inout Turn) throws(ServiceError) -> ServiceResponse

    /// The operations by name.
    private static let operations: [String: @Sendable (StatesService) -> Operation] = [
        "CreateStateMachine": { $0.createStateMachine },
        "UpdateStateMachine": { $0.updateStateMachine },
        "DeployStateMachine": { $0.deployStateMachine },
        "DescribeStateMachine": { $0.describeStateMachine },
        "DescribeStateMachineForExecution": { $0.describeStateMachineForExecution },
        "DeleteStateMachine": { $0.deleteStateMachine },
        "ListStateMachines": { $0.listStateMachines },
        "PublishStateMachineVersion": { $0.publishStateMachineVersion },
        "DeleteStateMachineVersion": { $0.deleteStateMachineVersion },
        "ListStateMachineVersions": { $0.listStateMachineVersions },
        "CreateStateMachineAlias": { $0.createStateMachineAlias },
        "UpdateStateMachineAlias": { $0.updateStateMachineAlias },
        "DescribeStateMachineAlias": { $0.describeStateMachineAlias },
        "DeleteStateMachineAlias": { $0.deleteStateMachineAlias },
        "ListStateMachineAliases": { $0.listStateMachineAliases },
        "StartExecution": { $0.startExecution },
        "StartSyncExecution": { $0.startSyncExecution },
        "DescribeExecution": { $0.describeExecution },
        "ListExecutions": { $0.listExecutions },
        "RedriveExecution": { $0.redriveExecution },
        "GetExecutionHistory": { $0.getExecutionHistory },
        "StopExecution": { $0.stopExecution },
        "GetActivityTask": { $0.getActivityTask },
        "SendTaskSuccess": { $0.sendTaskSuccess },
        "SendTaskFailure": { $0.sendTaskFailure },
        "SendTaskHeartbeat": { $0.sendTaskHeartbeat },
        "ListMapRuns": { $0.listMapRuns },
        "DescribeMapRun": { $0.describeMapRun },
        "UpdateMapRun": { $0.updateMapRun },
        "CreateActivity": { $0.createActivity },
        "DescribeActivity": { $0.describeActivity },
        "DeleteActivity": { $0.deleteActivity },
        "ListActivities": { $0.listActivities },
        "TagResource": { $0.tagResource },
        "UntagResource": { $0.untagResource },
        "ListTagsForResource": { $0.listTagsForResource },
        "ValidateStateMachineDefinition": { $0.validateStateMachineDefinition },
        "TestState": { $0.testState },
    ]

    package func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        switch request.operation {
        case "GetActivityTask": try await pollForActivityTask(request, kernel)
        case "StartSyncExecution": try await runSynchronously(request, kernel)
        case "GetExecutionHistory": try await readHistory(request, kernel)
        case "TestState": try await StateTestRun(kernel: kernel, tasks: tasks).answer(request)
        default: try await kernel.call(request)
        }
    }

    package func timerDue(_ timer: RuntimeTimer) {
        guard timer.id.owner.kind != .mapRun else { return mapRuns.look(at: timer.id.owner) }
        guard timer.id.owner != Retention.owner else { return retentionDue() }
        let message: Delivery.Message =
            switch timer.id.number {
            case ShellTimer.carryOn: .carryOn
            case ShellTimer.stop: .stopRequested
            case ShellTimer.inbox: .mail
            case ShellTimer.redrive: .redriveRequested
            case ShellTimer.longCall: .look
            default: .signal(.timerFired(TimerID(Int(timer.id.number))))
            }
        host.deliver(Delivery(signal: message, trace: .timer(timer)), to: timer.id.owner)
    }

    package func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) {
        guard let execution = ExecutionName(arn: work.origin.owner),
            let reference = TaskReference(json: work.origin.reference)
        else { return }
        let signal = reference.signal(work, outcome, at: clock.now)
        host.deliver(Delivery(signal: .signal(signal), trace: .work(work.id)), to: execution.owner)
    }

    package func recover(resuming: Bool) async throws(ServiceError) {
        beginRetention()
        guard resuming else { return }
        // Express executions of map runs lived in the process before.
        let open = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(MapRunRows.openRuns.prefixRange).map(\.key)
        }
        for key in open {
            var reader = StoreKeyReader(key, skipping: MapRunRows.openRuns.bytes.count)
            if let owner = reader.owner() { mapRuns.look(at: owner) }
        }
    }

    package func dropUncommitted() {
        host.dropAll()
        mapRuns.dropAll()
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// `StartSyncExecution` inside a turn, which cannot wait: only what calls from outside can.
    func startSyncExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        throw ServiceError(
            code: "StateMachineTypeNotSupported",
            message: "Quickstep cannot wait for an Express execution inside a task. Use StartExecution, or a function "
                + "that calls StartSyncExecution."
        )
    }

    /// The operation `StartSyncExecution`: runs an Express execution and waits for its end.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    func runSynchronously(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(Parameters(request))
        let included = try input.choice("includedData", of: IncludedData.self) ?? .allData
        try input.check()
        let (run, wanted) = try await kernel.sequencer.turn(cause: request.cause) {
            (turn) throws(ServiceError) -> (ExpressRun, StartExecutionInput) in
            let wanted = try StartExecutionInput(Parameters(request))
            let machine = try MachineRecord.read(wanted.reference, turn)
            try machine.refuseDeleting(wanted.reference.machineARN)
            guard machine.type == .express else {
                throw StatesError.machineTypeNotSupported
            }
            return (try self.expressRun(wanted, machine, .synchronousExpress, &turn), wanted)
        }
        let machine = try await expressRuns.result(of: run)
        var answer = Self.answer(of: machine, run.name, traceHeader: wanted.traceHeader)
        if included == .metadataOnly {
            for member in ["input", "output"] {
                answer[member] = nil
                answer["\(member)Details"] = ["included": false]
            }
        }
        return ServiceResponse(answer)
    }

    private static func answer(of machine: Execution, _ name: ExpressName, traceHeader: String?) -> JSONObject {
        let header = machine.header
        let stoppedAt = machine.stoppedAt ?? header.startedAt
        var answer: JSONObject = [
            "executionArn": .string(name.arn),
            "stateMachineArn": .string(header.stateMachineARN),
            "name": .string(name.name),
            "startDate": .seconds(header.startedAt),
            "stopDate": .seconds(stoppedAt),
        ]
        switch machine.status {
        case .succeeded(let output):
            answer["status"] = "SUCCEEDED"
            answer["output"] = .string(output.compactText)
        case .timedOut:
            answer["status"] = "TIMED_OUT"
            answer["error"] = "States.Timeout"
        case .failed(let error, let cause), .aborted(let error, let cause):
            answer["status"] = "FAILED"
            if let error { answer["error"] = .string(error) }
            if let cause { answer["cause"] = .string(cause) }
        case .running:
            // The machine met what it cannot explain.
            answer["status"] = "FAILED"
        }
        answer["input"] = .string(header.input.compactText)
        answer["inputDetails"] = ["included": true]
        answer["outputDetails"] = ["included": true]
        if let traceHeader { answer["traceHeader"] = .string(traceHeader) }
        let milliseconds = stoppedAt.milliseconds - header.startedAt.milliseconds
        answer["billingDetails"] = [
            "billedDurationInMilliseconds": .number(JSONNumber(max(1, (milliseconds + 99) / 100) * 100)),
            "billedMemoryUsedInMB": 64,
        ]
        return answer
    }

    /// An Express execution that is ready to begin.
    func expressRun(
        _ wanted: StartExecutionInput,
        _ machine: MachineRecord,
        _ kind: ExecutionKind,
        _ turn: inout Turn
    ) throws(ServiceError) -> ExpressRun {
        let target = try target(of: wanted.reference, machine, &turn)
        let configuration = target.revision.configuration
        let scope = wanted.reference.scope
        let name = ExpressName(
            scope: scope,
            machine: machine.name,
            name: wanted.name ?? turn.uuid(),
            run: turn.uuid()
        )
        let header = ExecutionHeader(
            kind: kind,
            arn: name.arn,
            name: name.name,
            stateMachineARN: ExecutionName.machineARN(machine.name, in: scope),
            stateMachineVersionARN: target.version.map { VersionRecord.arn($0, of: machine.name, in: scope) },
            stateMachineAliasARN: target.alias.map { AliasRecord.arn($0, of: machine.name, in: scope) },
            stateMachineName: machine.name,
            roleARN: configuration.roleARN,
            input: wanted.input,
            seed: Self.draw(&turn),
            startedAt: turn.now,
            definitionHash: configuration.definitionHash,
            region: scope.region
        )
        let definition = try definitions.definition(configuration.definitionHash, turn)
        let effect = turn.effect()
        let live = LiveExecution(
            owner: Owner(kind: .execution, scope: scope, name: "\(machine.name):\(name.name):\(name.run)"),
            name: ExecutionName(scope: scope, machine: machine.name, name: name.name),
            effect: effect,
            log: ExecutionLog(configuration.logging, of: header, effect: effect, cause: turn.cause, on: kernel),
            content: LiveExecution.Content(machine: Execution(header: header, definition: definition))
        )
        return ExpressRun(name, live, tasks: tasks, kernel: kernel)
    }
}

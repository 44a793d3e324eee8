import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// A test that was found in order, ready to begin.
struct PreparedTest {
    let request: TestStateRequest
    let definition: CompiledDefinition
    /// The execution that the state is told it runs in.
    let name: ExecutionName
    let roleARN: String?
    let input: JSONValue
    let mock: Mock?
    var test: StateTest

    /// A mock whose result was read.
    enum Mock {
        case result(JSONValue)
        case failure(error: String, cause: String?, origin: ErrorOrigin)
    }

    /// Makes a test ready; that takes no turn, because looking at the definition may take its time.
    init(_ parameters: Parameters, _ surroundings: TestSurroundings) throws(ServiceError) {
        let request = try TestStateRequest(parameters)
        self.request = request
        let tested = try TestedDefinition(request)
        let definition = tested.definition
        self.definition = definition
        guard let state = definition.machine.states[tested.stateName] else {
            throw Parameters.validation("State not found in definition")
        }
        try MockRules.check(request, state)
        let context = try request.context.map { (text) throws(ServiceError) in
            try MockedContext.read(text, for: state)
        }
        mock = try request.mock.map { (mock) throws(ServiceError) in
            try Self.mock(mock, state, definition, causedBy: request.configuration.errorCausedByState)
        }
        input = try ExecutionInput.value(of: request.input)
        name = ExecutionName(scope: parameters.scope, machine: surroundings.machine, name: surroundings.execution)
        // A mocked state that could use a role is told of the default one.
        roleARN = request.roleARN ?? (mock == nil ? nil : Self.defaultRole(in: parameters.scope))
        let own = TestContext(
            name: name,
            roleARN: roleARN,
            input: input,
            state: state,
            enteredAt: surroundings.now,
            token: surroundings.token
        )
        let conditions = StateTestConditions(
            input: input,
            variables: try Self.variables(request.variables),
            context: context ?? own.value,
            enteredAt: surroundings.now,
            seed: surroundings.seed,
            retryCount: request.configuration.retrierRetryCount ?? 0,
            failedIterations: request.configuration.mapIterationFailureCount ?? 0,
            readItems: Self.readItems(request.configuration.mapItemReaderData)
        )
        do throws(MachineFault) {
            test = try StateTest(of: tested.stateName, in: definition, under: conditions)
        } catch {
            throw .damaged(error.description)
        }
    }

    private static func mock(
        _ mock: StateMock,
        _ state: State,
        _ definition: CompiledDefinition,
        causedBy cause: String?
    ) throws(ServiceError) -> Mock {
        switch mock.content {
        case .result(let text):
            return .result(try MockRules.result(text, of: state, mock.validation))
        case .failure(let error, let text):
            // In a branch or an iteration the error is the task's whose state it comes from.
            let source = cause.flatMap { definition.machine.states[$0] } ?? state
            return .failure(error: error, cause: text, origin: source.type == .task ? .task : .state)
        }
    }

    /// The items in a JSON document that a reader would read; of any other format only the reader knows them.
    private static func readItems(_ text: String?) -> JSONValue? {
        guard let text, let items = try? JSONValue.parse(text), items.arrayValue != nil || items.objectValue != nil,
            !items.exceedsDepth(MachineLimits.payloadDepthMax)
        else { return nil }
        return items
    }

    private static func defaultRole(in scope: Scope) -> String {
        "arn:aws:iam::\(scope.account):role/quickstep"
    }

    private static func variables(_ text: String?) throws(ServiceError) -> JSONObject {
        guard let text else { return [:] }
        guard let variables = try? JSONValue.parse(text).objectValue,
            !JSONValue.object(variables).exceedsDepth(MachineLimits.payloadDepthMax)
        else { throw Parameters.validation("Variables must be a valid JSON object") }
        return variables
    }
}

extension PreparedTest {
    /// What came of the state's work, so far as it comes at once: from a mock, or because the state has none.
    ///
    /// - Returns: `nil` where the work is still to be done; `progress` says which.
    mutating func begin() throws(ServiceError) -> (progress: StateTest.Progress, outcome: StateTestOutcome?) {
        let progress = test.begin()
        switch progress {
        case .ended(let outcome): return (progress, outcome)
        case .task, .wait: return (progress, finish(with: mock))
        case .children(let count):
            if let failures = request.configuration.mapIterationFailureCount, let count, failures > count {
                throw Parameters.validation(
                    "Map iteration failure count must be less than or equal to the number of Map iterations"
                )
            }
            return (progress, finish(with: mock))
        }
    }

    private mutating func finish(with mock: Mock?) -> StateTestOutcome? {
        switch mock {
        case nil: nil
        case .result(let result): test.succeed(with: result)
        case .failure(let error, let cause, let origin): test.fail(error: error, cause: cause, origin: origin)
        }
    }
}

/// What a test takes from the runtime: the time, and names of its own.
struct TestSurroundings: Sendable {
    let now: Timestamp
    let machine: String
    let execution: String
    let token: String
    let seed: UInt64

    init(_ turn: inout Turn) {
        now = turn.now
        machine = turn.uuid()
        execution = turn.uuid()
        token = turn.uuid()
        seed = StatesService.draw(&turn)
    }
}

/// The context object of a test that brings none: that of an Express execution with names of its own.
private struct TestContext {
    let name: ExecutionName
    let roleARN: String?
    let input: JSONValue
    let state: State
    let enteredAt: Timestamp
    let token: String

    var value: JSONValue {
        let id = ARN(service: "states", scope: name.scope, resource: "express:\(name.machine):\(name.name)")
        var stateMembers: JSONObject = [
            "Name": .string(StateTest.stateName),
            "EnteredTime": .string(enteredAt.iso8601),
        ]
        switch state.type {
        case .task, .parallel, .map: stateMembers["RetryCount"] = 0
        case .pass, .choice, .wait, .succeed, .fail: break
        }
        var context: JSONObject = [
            "Execution": [
                "Id": .string(id.description),
                "Input": input,
                "Name": .string(name.name),
                "RoleArn": roleARN.map { .string($0) } ?? .null,
                "StartTime": .string(enteredAt.iso8601),
            ],
            "StateMachine": ["Id": .string(name.machineARN), "Name": .string(name.machine)],
            "State": .object(stateMembers),
        ]
        if state.hasToken { context["Task"] = ["Token": .string(token)] }
        return .object(context)
    }
}

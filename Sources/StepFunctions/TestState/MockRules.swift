import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// What a request may ask of a state of its type, with and without a mock.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
enum MockRules {
    static func check(_ request: TestStateRequest, _ state: State) throws(ServiceError) {
        guard let mock = request.mock else { return try checkUnmocked(request, state) }
        switch state.type {
        case .task, .parallel, .map:
            break
        case .pass, .choice, .wait, .succeed, .fail:
            throw Parameters.validation(
                "State type '\(state.type.rawValue)' is not supported when a mock is specified"
            )
        }
        guard !request.revealsSecrets else {
            throw Parameters.validation("TestState does not support RevealSecrets when a mock is specified.")
        }
        try checkCause(request.configuration.errorCausedByState, mock, state)
    }

    private static func checkUnmocked(_ request: TestStateRequest, _ state: State) throws(ServiceError) {
        switch state.kind {
        case .parallel, .map:
            throw ServiceError(
                code: "InvalidDefinition",
                message: "TestState API does not support Map or Parallel states. Supported state types include: "
                    + "[Task, Wait, Pass, Succeed, Fail, Choice]"
            )
        case .task(let task):
            // A test cannot do what ends long after its call, or by someone else's hand.
            guard !task.resource.isActivity, !task.resource.pattern.waits else {
                throw ServiceError(
                    code: "InvalidDefinition",
                    message: "TestState API does not support \(task.resource.text) when a mock is not specified."
                )
            }
            try checkExists(task.resource)
            guard request.roleARN != nil else {
                throw Parameters.validation("RoleArn must be specified when testing a Task state")
            }
        case .pass, .choice, .wait, .succeed, .fail:
            break
        }
        let configuration = request.configuration
        let mockedOnly = [
            ("Context", request.context != nil),
            ("RetrierRetryCount", configuration.retrierRetryCount != nil),
            ("ErrorCausedByState", configuration.errorCausedByState != nil),
            ("MapIterationFailureCount", configuration.mapIterationFailureCount != nil),
            ("MapItemReaderData", configuration.mapItemReaderData != nil),
        ]
        for (name, isGiven) in mockedOnly where isGiven {
            throw Parameters.validation("TestState does not support \(name) when a mock is not specified.")
        }
    }

    /// A task that is really to be done must be one that we can do.
    private static func checkExists(_ resource: TaskResource) throws(ServiceError) {
        guard case .integration(let service, _) = resource, let operation = resource.operation,
            !DecodingOptions.standardIntegrations.contains("\(service):\(operation)")
        else { return }
        throw ServiceError(
            code: "InvalidDefinition",
            message:
                "Quickstep does not support the integration \(service):\(operation) yet. Test the state with a mock."
        )
    }

    /// The state that an error comes from lies in the state that is tested.
    private static func checkCause(_ name: String?, _ mock: StateMock, _ state: State) throws(ServiceError) {
        guard let name, case .failure = mock.content else { return }
        let scopes: [StateScope]
        switch state.kind {
        case .parallel(let parallel): scopes = parallel.branches
        case .map(let map): scopes = [map.processor]
        case .task, .pass, .choice, .wait, .succeed, .fail: scopes = []
        }
        guard scopes.contains(where: { $0.stateNames.contains(name) }) else {
            throw Parameters.validation("State not found in definition")
        }
    }

    /// The value of a mocked result, if it is one that the state's work could have.
    static func result(_ text: String, of state: State, _ mode: FieldValidationMode) throws(ServiceError) -> JSONValue {
        guard let result = try? JSONValue.parse(text), !result.exceedsDepth(MachineLimits.payloadDepthMax) else {
            throw Parameters.validation("Mocked result must be valid JSON")
        }
        switch state.kind {
        case .map(let map) where map.exportsResults:
            guard result.objectValue != nil else { throw Parameters.validation("Mocked result must be a JSON object.") }
        case .map:
            guard result.arrayValue != nil else { throw Parameters.validation("Mocked result must be an array.") }
        case .parallel(let parallel):
            guard let results = result.arrayValue else {
                throw Parameters.validation("Mocked result must be an array.")
            }
            guard results.count == parallel.branches.count else {
                throw Parameters.validation(
                    "Mocked result must contain the same number of items as number of Parallel branches."
                )
            }
        case .task(let task):
            try check(result, against: task.resource, mode)
        case .pass, .choice, .wait, .succeed, .fail:
            break
        }
        return result
    }

    private static func check(
        _ result: JSONValue,
        against resource: TaskResource,
        _ mode: FieldValidationMode
    ) throws(ServiceError) {
        // A function, an activity and the sender of a token answer what they like.
        guard mode != .none, case .integration(let service, _) = resource, resource.pattern != .callback,
            let operation = resource.operation
        else { return }
        guard result.objectValue != nil else { throw Parameters.validation("Mocked result must be a JSON object.") }
        guard let shape = ResponseShape.answer(of: operation, service: service, resource.pattern),
            let violation = shape.violation(by: result, mode: mode)
        else { return }
        throw Parameters.validation("Mock result schema validation error: \(violation)")
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// One case in its runtime.
struct CaseRun: Sendable {
    let recorded: ConformanceCase
    let runtime: CaseRuntime
    let surroundings: Surroundings

    var comparer: Comparer {
        Comparer(
            masks: recorded.masks,
            ranOwnFunctions: !surroundings.functions.isEmpty,
            startedExecutions: surroundings.startsExecutions
        )
    }

    var normaliser: Normaliser {
        Normaliser(aliases: recorded.aliases + surroundings.stands, region: CaseRuntime.scope.region)
    }

    func judge() async throws -> Verdict {
        switch recorded.kind {
        case .execution: try await execution()
        case .syncExecution: try await syncExecution()
        case .createError: await request("CreateStateMachine")
        case .validate: await request("ValidateStateMachineDefinition")
        case .testState:
            try await testState()
        case .script: try await script()
        case .executionLog: try await executionLog()
        case .jsonata: JSONataCase(recorded).verdict()
        }
    }

    // MARK: Kinds that are one call

    private func testState() async throws -> Verdict {
        if recorded.request["mock"] == nil { try await surroundings.putInPlace(on: runtime) }
        return await request("TestState")
    }

    private func request(_ operation: String) async -> Verdict {
        var parameters = recorded.request
        // Roles were left out of the recordings, but where one was missing from the start.
        let lacksRole = recorded.expected["error"]?["message"]?.stringValue?.hasPrefix("RoleArn must be") == true
        let takesRole =
            operation == "CreateStateMachine" || operation == "TestState" && parameters["mock"] == nil && !lacksRole
        if takesRole, parameters["roleArn"] == nil { parameters["roleArn"] = .string(CaseRuntime.role) }
        do throws(ServiceError) {
            let output = try await runtime.call(operation, parameters)
            return verdict(on: recorded.expected, answered: output)
        } catch {
            return verdict(on: recorded.expected, refusedWith: error)
        }
    }

    /// Judges an answer.
    func verdict(on expected: JSONValue, answered output: JSONObject) -> Verdict {
        if let error = expected["error"] {
            return .failed(
                [Difference("answer", expected: error, actual: .object(output))],
                note: "succeeded, but should have been refused"
            )
        }
        let differences = comparer.differences(
            expected["response"] ?? [:],
            normaliser.normalised(.object(output)),
            at: "response"
        )
        return Verdict(differences)
    }

    /// Judges a refusal.
    func verdict(on expected: JSONValue, refusedWith error: ServiceError) -> Verdict {
        // A refusal in our own words is no answer of the service, even where only its code was written down.
        if error.code == "UnknownOperationException" || expected["error"]?["message"] == nil,
            let feature = MissingFeature.told(by: error)
        {
            return .notYet(feature)
        }
        guard let recordedError = expected["error"] else {
            return MissingFeature.told(by: error).map(Verdict.notYet) ?? .failed("refused: \(error)")
        }
        var found: [Difference] = []
        if let code = recordedError["code"], code.stringValue != error.code {
            found.append(Difference("error.code", expected: code, actual: .string(error.code)))
        }
        if let message = recordedError["message"] {
            let wanted = Normaliser.withObjects(["message": message])
            let got = normaliser.normalised(["message": .string(error.message)])
            found += comparer.differences(wanted["message"] ?? .null, got["message"] ?? .null, at: "error.message")
        }
        guard !found.isEmpty else { return .passed }
        return MissingFeature.told(by: error).map(Verdict.notYet) ?? .failed(found, note: nil)
    }
}

import QuickstepJSON
import QuickstepServiceKit

extension CaseRun {
    /// How long a polled step may take to become as expected, in real time.
    private static let pollTime = Duration.seconds(8)

    /// Makes the calls of a script in order and compares what is to be compared.
    func script() async throws -> Verdict {
        var answers: [Int: JSONValue] = [:]
        var found: [Difference] = []
        for step in recorded.steps {
            let call = ScriptedCall(step, after: answers, at: runtime)
            let (answer, verdict) = try await make(call)
            answers[call.number] = answer
            switch verdict {
            case .passed, .passedInOtherOrder: break
            case .notYet: return verdict
            case .failed(let differences, let note):
                found += differences.map { difference in
                    Difference(
                        "step \(call.number) \(call.operation): \(difference.path)",
                        expected: difference.expected,
                        actual: difference.actual
                    )
                }
                if let note {
                    found.append(
                        Difference(
                            "step \(call.number) \(call.operation)",
                            expected: call.expected,
                            actual: .string(note)
                        )
                    )
                }
            }
        }
        return Verdict(found)
    }

    /// Makes one call, again and again where it only looks and somebody else may still be at work.
    private func make(_ call: ScriptedCall) async throws -> (JSONValue, Verdict) {
        let clock = ContinuousClock()
        let began = clock.now
        var attempt = 0
        while true {
            let (answer, verdict) = await once(call)
            guard case .failed = verdict, call.onlyLooks else { return (answer, verdict) }
            attempt += 1
            if runtime.isVirtual ? attempt > 1 : began.duration(to: clock.now) > Self.pollTime {
                return (answer, verdict)
            }
            try await runtime.pause()
        }
    }

    private func once(_ call: ScriptedCall) async -> (JSONValue, Verdict) {
        guard let parameters = Surroundings.withoutAccessControl(call.operation, call.parameters),
            !call.refersToNothing
        else { return ([:], .passed) }
        do throws(ServiceError) {
            let output = try await runtime.call(
                call.operation,
                parameters,
                of: call.service,
                in: Scope(account: CaseRuntime.scope.account, region: call.region)
            )
            return (.object(output), call.expected.map { verdict(on: $0, answered: output) } ?? .passed)
        } catch {
            let answer: JSONValue = ["message": .string(error.message)]
            if let expected = call.expected { return (answer, verdict(on: expected, refusedWith: error)) }
            // A call whose answer was not recorded did not fail when it was recorded.
            return (answer, verdict(on: ["response": [:]], refusedWith: error))
        }
    }
}

/// One step of a script, ready to be made.
struct ScriptedCall: Sendable {
    let number: Int
    let service: String
    let operation: String
    let parameters: JSONObject
    let region: String
    let expected: JSONValue?

    init(_ step: JSONValue, after answers: [Int: JSONValue], at runtime: CaseRuntime) {
        number = step["step"]?.intValue ?? 0
        service = step["service"]?.stringValue ?? "states"
        operation = step["op"]?.stringValue ?? ""
        region = step["region"]?.stringValue ?? CaseRuntime.scope.region
        expected = step["expected"]
        let filled = Placeholder.filled(step["params"] ?? [:]) { placeholder in
            answers[placeholder.step].flatMap { placeholder.path.value(in: $0) }
        }
        var parameters = filled.objectValue ?? [:]
        if operation.hasPrefix("Create"), parameters["roleArn"]?.stringValue?.isEmpty == false {
            parameters["roleArn"] = .string(CaseRuntime.role)
        }
        for name in ["definition", "input"] {
            if let text = parameters[name]?.stringValue { parameters[name] = .string(runtime.withTimes(text)) }
        }
        self.parameters = parameters
    }

    /// Whether the call is of no interest itself and needs something that never came, such as a message to delete.
    var refersToNothing: Bool {
        expected == nil && parameters.values.contains { $0.stringValue?.hasPrefix("${") == true }
    }

    /// Whether the call changes nothing, so that it may be repeated.
    var onlyLooks: Bool {
        ["Get", "Describe", "List"].contains { operation.hasPrefix($0) } && operation != "GetActivityTask"
    }
}

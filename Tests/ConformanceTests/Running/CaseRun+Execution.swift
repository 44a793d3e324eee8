import QuickstepJSON
import QuickstepServiceKit

extension CaseRun {
    /// How long an execution may run in real time.
    private static let timeMax = Duration.seconds(45)
    /// After this time an execution that should still run is taken to run on.
    private static let runningTime = Duration.seconds(2)

    /// Creates the machine, starts it, waits for its end and compares what happened.
    func execution() async throws -> Verdict {
        try await surroundings.putInPlace(on: runtime)
        let machine = try await createMachine()
        var parameters: JSONObject = ["stateMachineArn": .string(machine)]
        if let input = surroundings.input(of: recorded) { parameters["input"] = .string(runtime.withTimes(input)) }
        if let name = recorded.json["name"] { parameters["name"] = name }
        let started = try await runtime.call("StartExecution", parameters)
        guard let arn = started["executionArn"]?.stringValue else {
            throw CaseEnd.failed("StartExecution answered without an executionArn")
        }
        for call in recorded.during where call["op"] == "StopExecution" {
            var parameters = call["params"]?.objectValue ?? [:]
            parameters["executionArn"] = .string(arn)
            _ = try await runtime.call("StopExecution", parameters)
        }
        let described = try await end(of: arn)
        return compare(described, recorded.expectedHistory == nil ? [] : try await history(of: arn))
    }

    func createMachine() async throws -> String {
        var parameters: JSONObject = [
            "name": "case", "definition": .string(runtime.withTimes(recorded.definition)),
            "roleArn": .string(CaseRuntime.role), "type": recorded.isExpress ? "EXPRESS" : "STANDARD",
        ]
        if let logging = recorded.json["loggingConfiguration"] { parameters["loggingConfiguration"] = logging }
        let made = try await runtime.call("CreateStateMachine", parameters)
        guard let arn = made["stateMachineArn"]?.stringValue else {
            throw CaseEnd.failed("CreateStateMachine answered without a stateMachineArn")
        }
        return arn
    }

    /// Plays the workers outside until the execution ends, or nothing more can happen.
    private func end(of arn: String) async throws -> JSONObject {
        var worker = CaseWorker(recorded: recorded, runtime: runtime, execution: arn)
        let clock = ContinuousClock()
        let began = clock.now
        while true {
            try await runtime.pause()
            let described = try await runtime.call("DescribeExecution", ["executionArn": .string(arn)])
            guard described["status"] == "RUNNING", described["quickstepQuarantine"] == nil else { return described }
            let hasActed = try await worker.act()
            let elapsed = began.duration(to: clock.now)
            if recorded.expected["status"] == "RUNNING", elapsed > Self.runningTime { return described }
            if elapsed > Self.timeMax || runtime.isVirtual && !hasActed { return described }
        }
    }

    /// The whole history, oldest event first.
    func history(of arn: String) async throws -> [JSONValue] {
        var events: [JSONValue] = []
        var parameters: JSONObject = ["executionArn": .string(arn), "maxResults": 1000]
        repeat {
            let page = try await runtime.call("GetExecutionHistory", parameters)
            events += page["events"]?.arrayValue ?? []
            parameters["nextToken"] = page["nextToken"]
        } while parameters["nextToken"] != nil
        return events
    }

    private func compare(_ described: JSONObject, _ events: [JSONValue]) -> Verdict {
        let expected = recorded.expected
        let actual = normaliser.normalised(.object(described))
        var found: [Difference] = []
        var isOtherOrder = false
        if let status = expected["status"], status.stringValue != described["status"]?.stringValue {
            found.append(Difference("status", expected: status, actual: described["status"]))
        }
        if let output = expected["output"] {
            found += comparer.differences(output, actual["output"] ?? .null, at: "output")
        }
        if let history = recorded.expectedHistory {
            let comparison = HistoryComparison(comparer: comparer, isParallelNormalised: recorded.isParallelNormalised)
            let normalised = normaliser.normalised(["events": .array(events)])["events"]?.arrayValue ?? []
            switch comparison.compare(history, normalised) {
            case .same: break
            case .sameInOtherOrder: isOtherOrder = true
            case .differs(let differences): found += differences
            }
        }
        if let describe = expected["describe"] {
            found += comparer.differences(describe, actual, at: "describe")
        }
        if isOtherOrder, found.isEmpty { return .passedInOtherOrder }
        let verdict = Verdict(found)
        guard !verdict.isPassed else { return verdict }
        if let feature = described["cause"]?.stringValue.flatMap(MissingFeature.told) { return .notYet(feature) }
        let cause = [described["error"], described["cause"]].compactMap { $0?.stringValue }.joined(separator: ": ")
        return .failed(found, note: cause.isEmpty ? nil : "ended with \(cause.prefix(400))")
    }

    /// Runs an express machine and compares the answer.
    func syncExecution() async throws -> Verdict {
        try await surroundings.putInPlace(on: runtime)
        let parameters: JSONObject = [
            "stateMachineArn": .string(try await createMachine()),
            "input": .string(runtime.withTimes(recorded.input ?? "{}")),
        ]
        do {
            return verdict(
                on: recorded.expected,
                answered: try await runtime.call("StartSyncExecution", parameters)
            )
        } catch {
            return verdict(on: recorded.expected, refusedWith: error)
        }
    }
}

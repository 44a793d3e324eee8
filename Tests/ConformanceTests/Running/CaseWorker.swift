import QuickstepJSON
import QuickstepServiceKit

/// Whoever outside of the service answered the recorded execution: workers of activities, and those whom a callback told its token.
struct CaseWorker {
    let recorded: ConformanceCase
    let runtime: CaseRuntime
    let execution: String
    /// The tokens that were answered.
    private var answered: Set<String> = []

    init(recorded: ConformanceCase, runtime: CaseRuntime, execution: String) {
        self.recorded = recorded
        self.runtime = runtime
        self.execution = execution
    }

    /// Does what is to be done now.
    ///
    /// Answers whether there was anything.
    mutating func act() async throws -> Bool {
        if try await actOnCallbacks() { return true }
        return try await actOnActivities()
    }

    /// Answers the first callback that waits, as the recording says.
    private mutating func actOnCallbacks() async throws -> Bool {
        let results = recorded.taskResults.filter(\.isCallback)
        guard !results.isEmpty else { return false }
        let events = try await CaseRun(recorded: recorded, runtime: runtime, surroundings: .none).history(of: execution)
        let scheduled = events.filter { event in
            let resource = event["taskScheduledEventDetails"]?["resource"]?.stringValue
            return resource.map { resource in results.contains { $0["resource"]?.stringValue == resource } } ?? false
        }
        for (event, result) in zip(scheduled, results) where !result.isTimeoutOfWorker {
            guard let text = event["taskScheduledEventDetails"]?["parameters"]?.stringValue,
                let parameters = try? JSONValue.parse(text), let token = Self.token(in: parameters),
                answered.insert(token).inserted
            else { continue }
            try await answer(token, as: result)
            return true
        }
        return false
    }

    private mutating func actOnActivities() async throws -> Bool {
        let results = recorded.taskResults.filter { result in
            result["resourceType"] == nil && result["resource"]?.stringValue?.contains(":lambda:") == false
        }
        let started = recorded.expectedHistory?.first { $0["type"] == "ActivityStarted" }
        guard answered.count < results.count, started != nil else { return false }
        for arn in Surroundings.activities(in: recorded.definition) {
            var parameters: JSONObject = ["activityArn": .string(arn)]
            parameters["workerName"] = started?["activityStartedEventDetails"]?["workerName"]
            let task = try await runtime.call("GetActivityTask", parameters)
            guard let token = task["taskToken"]?.stringValue, !token.isEmpty else { continue }
            answered.insert(token)
            let result = results[answered.count - 1]
            if !result.isTimeoutOfWorker { try await answer(token, as: result) }
            return true
        }
        return false
    }

    private func answer(_ token: String, as result: JSONValue) async throws {
        for call in recorded.during where call["op"] == "SendTaskHeartbeat" {
            _ = try await runtime.call("SendTaskHeartbeat", ["taskToken": .string(token)])
        }
        if let failure = result["failure"] {
            var parameters: JSONObject = ["taskToken": .string(token)]
            parameters["error"] = failure["error"]
            parameters["cause"] = (failure["cause"]?.recordedText).map(JSONValue.string)
            _ = try await runtime.call("SendTaskFailure", parameters)
        } else {
            let output = result["output"]?.recordedText ?? "null"
            _ = try await runtime.call("SendTaskSuccess", ["taskToken": .string(token), "output": .string(output)])
        }
    }

    /// The token that a task's parameters hold, wherever the definition put it.
    private static func token(in value: JSONValue) -> String? {
        switch value {
        case .object(let members):
            for (key, member) in members {
                if key.lowercased().contains("token"), let text = member.stringValue { return text }
                if let token = token(in: member) { return token }
            }
            return nil
        case .array(let items):
            return items.lazy.compactMap { token(in: $0) }.first
        case .string(let text):
            guard text.hasPrefix("{"), let parsed = try? JSONValue.parse(text) else { return nil }
            return token(in: parsed)
        default:
            return nil
        }
    }
}

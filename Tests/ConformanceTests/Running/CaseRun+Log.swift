import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

extension CaseRun {
    /// Runs an execution and compares what of it was logged.
    func executionLog() async throws -> Verdict {
        try await surroundings.putInPlace(on: runtime)
        let machine = try await createMachine()
        let notices = runtime.runtime.notices()
        let before = runtime.runtime.noticeCount
        var parameters: JSONObject = ["stateMachineArn": .string(machine)]
        if let input = surroundings.input(of: recorded) { parameters["input"] = .string(runtime.withTimes(input)) }
        _ = try await runtime.call("StartExecution", parameters)
        try await runtime.pause()
        var left = runtime.runtime.noticeCount - before
        var records: [JSONValue] = []
        var iterator = notices.makeAsyncIterator()
        while left > 0, let notice = await iterator.next() {
            left -= 1
            if notice.event == "ExecutionLogged" { records.append(notice.detail["record"] ?? .null) }
        }
        if let last = recorded.expected["last_log_event"] {
            let logged = normaliser.normalised(records.last ?? .null)
            return Verdict(comparer.differences(last, logged, at: "last_log_event"))
        }
        let logged = normaliser.normalised(["log": .array(records)])
        return Verdict(comparer.differences(["log": recorded.expected["log"] ?? .null], logged, at: "log"))
    }
}

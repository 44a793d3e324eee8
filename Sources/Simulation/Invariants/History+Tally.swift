import QuickstepJSON

extension History {
    /// What happened in it of what worlds must show.
    var tally: Tally {
        var tally = Tally()
        tally.add(.execution)
        for (index, event) in events.enumerated() {
            let hasFailed = previous(of: index).map { Self.hasFailed(events[$0]) } ?? false
            switch event["type"]?.stringValue {
            case "ExecutionRedriven": tally.add(.executionRedriven)
            case "ExecutionAborted": tally.add(.executionStopped)
            case "LambdaFunctionScheduled" where hasFailed: tally.add(.taskRetried)
            case "TaskStateExited" where hasFailed: tally.add(.errorCaught)
            case "TaskSucceeded":
                let resource = event["taskSucceededEventDetails"]?["resource"]?.stringValue ?? ""
                if resource.hasPrefix("startExecution.sync") { tally.add(.nestedExecution) }
                if resource.hasSuffix(".waitForTaskToken") { tally.add(.callbackAnswered) }
            case "TaskTimedOut":
                let resource = event["taskTimedOutEventDetails"]?["resource"]?.stringValue ?? ""
                if resource.hasSuffix(".waitForTaskToken") { tally.add(.callbackSilent) }
            case "ActivitySucceeded": tally.add(.activityDone)
            case "ActivityTimedOut": tally.add(.activityTimedOut)
            default: break
            }
        }
        if arn.contains(":reckoning:"), description["status"] == "SUCCEEDED" { tally.add(.variablesKept) }
        return tally
    }

    private static func hasFailed(_ event: JSONValue) -> Bool {
        let type = event["type"]?.stringValue ?? ""
        return type.hasSuffix("Failed") || type.hasSuffix("TimedOut")
    }

    /// What a sum that was kept in variables has become.
    var sums: [String] {
        guard arn.contains(":reckoning:"), description["status"] == "SUCCEEDED" else { return [] }
        let items = value("input")?["items"]?.arrayValue ?? []
        let sum = items.reduce(0) { $0 + ($1.intValue ?? 0) }
        let output = value("output")
        let sums = ["sum", "first", "second"].map { output?[$0]?.intValue ?? -1 }
        guard sums != [sum, sum + 1, sum + 2] else { return [] }
        return ["came to \(output?.compactText ?? "nothing") from \(items.count) items"]
    }

    private func value(_ member: String) -> JSONValue? {
        description[member]?.stringValue.flatMap { try? JSONValue.parse($0) }
    }
}

import QuickstepJSON

extension ConformanceCase {
    /// What a case of our own leaves open that it must compare; `nil` where there is nothing.
    ///
    /// A failure is more than a status: its error and cause are the answer. A refusal is more than its code: people read the message.
    var weakness: String? {
        switch kind {
        case .execution: executionWeakness
        case .createError: Self.refusalWeakness(expected["error"])
        case .testState, .syncExecution, .validate:
            expected["error"].map(Self.refusalWeakness) ?? (expected["response"] == nil ? "compares no answer" : nil)
        case .executionLog: expected["log"] == nil ? "compares no record" : nil
        case .script: scriptWeakness
        case .jsonata: "is of a public suite, and none of our own"
        }
    }

    private var executionWeakness: String? {
        guard let status = expected["status"]?.stringValue else { return "has no status" }
        if status == "SUCCEEDED" {
            return expectedHistory == nil && expected["output"] == nil ? "compares a status alone" : nil
        }
        guard let last = expectedHistory?.last else { return "compares no history of what did not succeed" }
        // What runs on has no last word; what fails tells error and cause there, or shows that it has none.
        guard status == "FAILED" else { return nil }
        let details = last["executionFailedEventDetails"]?.objectValue
        guard last["type"] == "ExecutionFailed", let details else { return "does not compare how it failed" }
        let cause = details["cause"]?.stringValue
        return cause.map { TextPattern($0, placeholders: masks).isToken } == true ? "takes any cause" : nil
    }

    private var scriptWeakness: String? {
        let compared = steps.compactMap { $0["expected"] }
        guard !compared.isEmpty else { return "compares no step" }
        return compared.lazy.compactMap { $0["error"] }.compactMap(Self.refusalWeakness).first
    }

    private static func refusalWeakness(_ error: JSONValue?) -> String? {
        guard let code = error?["code"]?.stringValue, !code.isEmpty else { return "compares no code of a refusal" }
        guard let message = error?["message"]?.stringValue else { return "compares no message of a refusal" }
        return TextPattern(message, placeholders: []).isToken ? "takes any message" : nil
    }
}

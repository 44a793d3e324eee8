import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime

/// Prints how an execution ended: the output on standard output, an error on standard error.
struct ResultPrinter {
    let console: Console
    let output: OutputOption

    func show(_ result: ExecutionResult) {
        switch output {
        case .json: console.result(Self.json(result).compactText)
        case .text: if let output = result.output { console.result(output.prettyText()) }
        }
        guard result.status != .succeeded else { return }
        if let quarantine = result.quarantine {
            console.failure("The execution cannot go on and was set aside: \(quarantine)")
            return
        }
        // How it ended was said already; here is why.
        var text = result.error ?? result.status.rawValue
        if let cause = result.cause, !cause.isEmpty { text += ": " + cause }
        console.failure(text.printable)
        if let hint = result.error.flatMap(Self.hint(error:)) { console.say("hint: " + hint) }
    }

    static func exit(for result: ExecutionResult) -> Exit {
        switch result.status {
        case .succeeded: .succeeded
        case .failed, .running: .executionFailed
        case .timedOut, .aborted: .timedOutOrAborted
        }
    }

    private static func json(_ result: ExecutionResult) -> JSONValue {
        var object: JSONObject = [
            "executionArn": .string(result.arn),
            "status": .string(result.status.rawValue),
            "startDate": .string(result.startedAt.iso8601),
        ]
        if let stopped = result.stoppedAt { object["stopDate"] = .string(stopped.iso8601) }
        if let output = result.output { object["output"] = output }
        if let error = result.error { object["error"] = .string(error) }
        if let cause = result.cause { object["cause"] = .string(cause) }
        return .object(object)
    }

    /// What to do about an error; nil where there is nothing to say.
    static func hint(error: String) -> String? {
        guard error == "Lambda.ResourceNotFoundException" else { return nil }
        return "Link the function into an application of your own (a QuickstepApplication lists its functions), "
            + "or replace the Task by a Pass state with a Result while you try the workflow out."
    }
}

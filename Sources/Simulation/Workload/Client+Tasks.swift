import QuickstepJSON
import QuickstepServiceKit

extension Client {
    /// A task that waits for somebody outside.
    private struct Errand: Sendable {
        let token: String
        /// The name of the execution that it is a task of.
        let execution: String
    }

    /// Takes a message with a token, and answers: well, badly, twice, or not at all.
    func answerCallback(_ choice: UInt64) async {
        guard let message = await receive(from: Definitions.tokens, visibility: 30),
            let body = message["Body"]?.stringValue.flatMap({ try? JSONValue.parse($0) }),
            let token = body["token"]?.stringValue
        else { return }
        guard choice != 0 else { return }
        await answer(Errand(token: token, execution: body["execution"]?.stringValue ?? ""), choice)
        let delete: JSONObject = [
            "QueueUrl": .string(Definitions.tokens), "ReceiptHandle": message["ReceiptHandle"] ?? "",
        ]
        _ = try? await call("sqs", "DeleteMessage", delete)
    }

    /// Takes a task of the activity, and does it: well, badly, twice, or not at all.
    func workForActivity(_ choice: UInt64) async {
        let task = try? await call(
            "states",
            "GetActivityTask",
            ["activityArn": .string(Definitions.activity), "workerName": "worker"]
        )
        guard let token = task?["taskToken"]?.stringValue, choice != 0 else { return }
        let input = task?["input"]?.stringValue.flatMap { try? JSONValue.parse($0) }
        await answer(Errand(token: token, execution: input?["execution"]?.stringValue ?? ""), choice)
    }

    private func answer(_ errand: Errand, _ choice: UInt64) async {
        switch choice {
        case 1:
            await end(errand, with: "SendTaskFailure", ["taskToken": .string(errand.token)])
        case 2:
            await giveSign(errand)
            await succeed(errand)
        case 5:
            // A sign of life, and then nothing.
            await giveSign(errand)
        case 3:
            // Two that were told the same, at the same time.
            async let first: Void = succeed(errand)
            async let second: Void = succeed(errand)
            _ = await (first, second)
        default:
            await succeed(errand)
        }
    }

    private func giveSign(_ errand: Errand) async {
        let asked = process.kernel.clock.now.seconds
        let parameters: JSONObject = ["taskToken": .string(errand.token)]
        guard (try? await call("states", "SendTaskHeartbeat", parameters)) != nil else { return }
        ledger.answers.noteSign(of: errand.execution, asked...process.kernel.clock.now.seconds)
    }

    /// Sends a result that is no other's.
    private func succeed(_ errand: Errand) async {
        let number = ledger.answers.begin()
        let parameters: JSONObject = [
            "taskToken": .string(errand.token), "output": .string("{\"answer\":\(number)}"),
        ]
        await end(errand, with: "SendTaskSuccess", parameters, result: number)
    }

    private static let triesMax = 3

    /// Ends a task, once and for good; what is told to be repeatable is repeated.
    private func end(
        _ errand: Errand,
        with operation: String,
        _ parameters: JSONObject,
        result: Int? = nil
    ) async {
        for _ in 0..<Self.triesMax {
            let wasOver = ledger.answers.isRefused(errand.token)
            do throws(ServiceError) {
                _ = try await call("states", operation, parameters)
                let time = process.kernel.clock.now
                let accepted = result.map {
                    AnswerLedger.Accepted(number: $0, execution: errand.execution, time: time)
                }
                if !ledger.answers.noteAccepted(errand.token, accepted) {
                    ledger.violations.add("a task of \(errand.execution) was ended by two answers")
                }
                if wasOver {
                    ledger.violations.add("a task of \(errand.execution) was ended after it was said to be over")
                }
                return
            } catch {
                if error.code == "TaskTimedOut" {
                    ledger.answers.noteRefused(errand.token)
                    ledger.count(.answerRefused)
                } else if error.fault == .client, !error.isRetryable {
                    ledger.violations.add("an answer to a task was refused: \(error)")
                }
                guard error.isRetryable else { return }
            }
        }
    }
}

// MARK: Looking after the data

extension Client {
    /// Looks at every row while everything goes on.
    func examine() async {
        guard let found = try? await process.kernel.inspect().findings else { return }
        for finding in found where finding.severity != .note {
            ledger.violations.add("in the midst, \(finding.subject): \(finding.message)")
        }
        ledger.count(.examination)
    }
}

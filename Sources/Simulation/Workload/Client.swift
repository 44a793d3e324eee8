import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Somebody outside the process: calls operations, and notes what was answered.
struct Client: Sendable {
    let process: SimulatedProcess
    let ledger: Ledger
    let parts: Parts

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await process.kernel.answer(
            ServiceRequest(service: service, operation: operation, parameters: parameters)
        ).output
    }
}

// MARK: Executions

extension Client {
    /// Starts an execution, or starts it once more.
    func start(_ order: StartOrder) async {
        do throws(ServiceError) {
            let answer = try await call(
                "states",
                "StartExecution",
                [
                    "stateMachineArn": .string(Definitions.arn(of: order.machine)), "name": .string(order.name),
                    "input": .string(order.input),
                ]
            )
            ledger.noteStart(order.name, arn: answer["executionArn"]?.stringValue ?? "", at: answer["startDate"])
        } catch {
            // One that has ended takes no second start of its name, and none takes one with another input.
            if error.code == "ExecutionAlreadyExists" {
                ledger.noteThere(Definitions.executionARN(order.name, of: order.machine))
                ledger.count(.startRefused)
            }
            if error.fault == .client, error.code != "ExecutionAlreadyExists", !error.isRetryable {
                ledger.violations.add("a start was refused: \(error)")
            }
        }
    }

    /// Starts two executions of one name at the same time: where one is refused, the other must be there.
    func startTwo(_ order: StartOrder) async {
        let other = StartOrder(
            machine: order.machine,
            name: order.name,
            input: "{\"other\":true," + order.input.dropFirst()
        )
        async let first: Void = start(order)
        async let second: Void = start(other)
        _ = await (first, second)
    }

    func stop(_ arn: String) async {
        let answer = try? await call("states", "StopExecution", ["executionArn": .string(arn), "error": "Stopped"])
        if let time = answer?["stopDate"]?.doubleValue { ledger.noteStop(of: arn, at: time) }
    }

    func redrive(_ arn: String) async {
        _ = try? await call("states", "RedriveExecution", ["executionArn": .string(arn)])
    }

    /// Looks at a history, which must go on from what was seen of it before.
    func observe(_ arn: String) async {
        do throws(ServiceError) {
            ledger.noteHistory(of: arn, try await history(of: arn))
        } catch {
            if error.code == "ExecutionDoesNotExist" {
                ledger.violations.add("an execution that was started is not there: \(arn)")
            }
        }
    }

    func history(of arn: String) async throws(ServiceError) -> [JSONValue] {
        var events: [JSONValue] = []
        var token: JSONValue?
        repeat {
            var parameters: JSONObject = ["executionArn": .string(arn), "maxResults": 1000]
            parameters["nextToken"] = token
            let page = try await call("states", "GetExecutionHistory", parameters)
            events += page["events"]?.arrayValue ?? []
            token = page["nextToken"]
        } while token != nil
        return events
    }
}

extension Client {
    func receive(from queue: String, visibility: Int) async -> JSONValue? {
        let answer = try? await call(
            "sqs",
            "ReceiveMessage",
            ["QueueUrl": .string(queue), "VisibilityTimeout": .number(JSONNumber(visibility)), "WaitTimeSeconds": 0]
        )
        return answer?["Messages"]?.arrayValue?.first
    }
}

// MARK: A queue

extension Client {
    private static let visibilityMilliseconds: Int64 = 20_000
    static let plain = "http://localhost:4566/000000000000/plain"

    func send(_ body: String) async {
        let answer = try? await call(
            "sqs",
            "SendMessage",
            ["QueueUrl": .string(Self.plain), "MessageBody": .string(body)]
        )
        if let id = answer?["MessageId"]?.stringValue { ledger.noteSent(id) }
    }

    /// Receives a message, and deletes it or leaves it.
    func take(deletes: Bool) async {
        // Another client may delete the message between this answer and the moment at which it is looked at.
        let gone = ledger.messagesGone
        let askedAt = process.kernel.clock.now
        guard let message = await receive(from: Self.plain, visibility: Int(Self.visibilityMilliseconds / 1000)),
            let id = message["MessageId"]?.stringValue
        else { return }
        if gone.contains(id) { ledger.violations.add("the message \(id) came back after its deletion") }
        guard deletes else { return }
        let delete: JSONObject = ["QueueUrl": .string(Self.plain), "ReceiptHandle": message["ReceiptHandle"] ?? ""]
        ledger.noteDeletion(id, isDone: false)
        do throws(ServiceError) {
            _ = try await call("sqs", "DeleteMessage", delete)
            // One that came back meanwhile, and was received again, is not deleted by the older handle.
            guard process.kernel.clock.now.milliseconds(since: askedAt) < Self.visibilityMilliseconds else { return }
            ledger.noteDeletion(id, isDone: true)
        } catch {
            // It may be deleted, or not.
        }
    }

    /// All messages of a queue, which stay there.
    func messages(in queue: String) async -> [(id: String, body: String)] {
        let peek = try? await call("sqs", "Peek", ["QueueUrl": .string(queue), "MaxNumberOfMessages": 1000])
        var found: [(id: String, body: String)] = []
        for part in ["Visible", "InFlight", "Delayed"] {
            for message in peek?[part]?.arrayValue ?? [] {
                found.append((message["MessageId"]?.stringValue ?? "", message["Body"]?.stringValue ?? ""))
            }
        }
        return found
    }
}

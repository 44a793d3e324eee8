import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Looks at everything when nothing goes on any more.
struct FinalCheck: Sendable {
    let client: Client
    let violations: Violations

    /// Whether all executions have ended; where one has not, time moves on: what it waits for may be somebody outside.
    func isEverythingOver() async -> Bool {
        let running = await executions().filter { $0["status"] == "RUNNING" }
        guard !running.isEmpty else { return true }
        let now = client.process.kernel.clock.now
        guard now.milliseconds(since: World.start) < Self.timeMax else {
            for execution in running {
                violations.add("\(execution["executionArn"]?.stringValue ?? "") never ends: something was lost")
            }
            return true
        }
        await client.process.kernel.timers.advance(to: now.adding(milliseconds: 600_000))
        return false
    }

    /// Everything is bounded: what runs after thirty days runs for ever.
    private static let timeMax: Int64 = 30 * 86_400_000

    func run() async {
        let executions = await executions()
        let names = Set(executions.compactMap { $0["executionArn"]?.stringValue })
        for arn in client.ledger.arns where !names.contains(arn) {
            violations.add("\(arn) was started, and is not there")
        }
        var sent: Set<String> = []
        var counted = 0
        for arn in names.sorted() {
            do throws(ServiceError) {
                let description = try await client.call("states", "DescribeExecution", ["executionArn": .string(arn)])
                let history = History(arn: arn, events: try await client.history(of: arn), description: description)
                for complaint in history.complaints { violations.add(complaint) }
                client.ledger.noteHistory(of: arn, history.events)
                if client.ledger.longestHistory(of: arn).count > history.events.count {
                    violations.add("\(arn): events that were seen are gone")
                }
                for id in history.messages where !sent.insert(id).inserted {
                    violations.add("\(arn): the message \(id) counts as sent twice")
                }
                counted += history.updates
            } catch {
                violations.add("\(arn) cannot be looked at: \(error)")
            }
        }
        await checkEffects(sent, counted)
        await checkQueue()
        await checkLeftovers()
    }

    private func executions() async -> [JSONValue] {
        var found: [JSONValue] = []
        for machine in Definitions.all {
            var token: JSONValue?
            repeat {
                var parameters: JSONObject = ["stateMachineArn": .string(Definitions.arn(of: machine.name))]
                parameters["nextToken"] = token
                let page = try? await client.call("states", "ListExecutions", parameters)
                found += page?["executions"]?.arrayValue ?? []
                token = page?["nextToken"]
            } while token != nil
        }
        return found
    }

    /// Messages and counts are those of the histories, no more and no less.
    private func checkEffects(_ sent: Set<String>, _ counted: Int) async {
        let there = await messages(in: Definitions.effects)
        for id in sent.subtracting(there).sorted() {
            violations.add("the message \(id) counts as sent and is not there")
        }
        for id in there.subtracting(sent).sorted() { violations.add("the message \(id) is there, and nobody sent it") }
        let item = try? await client.call(
            "dynamodb",
            "GetItem",
            ["TableName": .string(Definitions.table), "Key": ["id": ["S": "orders"]]]
        )
        let count = item?["Item"]?["n"]?["N"]?.stringValue.flatMap { Int($0) } ?? 0
        if count != counted {
            violations.add("the row was updated \(count) times, and \(counted) updates are recorded")
        }
    }

    private func checkQueue() async {
        let there = await messages(in: Client.plain)
        for id in client.ledger.messagesLeft.subtracting(there).sorted() {
            violations.add("the message \(id) was acknowledged and is lost")
        }
        for id in client.ledger.messagesGone.intersection(there).sorted() {
            violations.add("the message \(id) was deleted and is there")
        }
    }

    private func messages(in queue: String) async -> Set<String> {
        let parameters: JSONObject = ["QueueUrl": .string(queue), "MaxNumberOfMessages": 1000]
        let peek = try? await client.call("sqs", "Peek", parameters)
        var found: Set<String> = []
        for part in ["Visible", "InFlight", "Delayed"] {
            for message in peek?[part]?.arrayValue ?? [] {
                if let id = message["MessageId"]?.stringValue { found.insert(id) }
            }
        }
        return found
    }

    /// When all is over, nothing waits.
    private func checkLeftovers() async {
        let kernel = client.process.kernel
        do throws(ServiceError) {
            for (owner, due) in try await kernel.deadlines(of: .execution) {
                violations.add("a timer of \(owner.name) is left, for \(due.iso8601)")
            }
            let left = try await kernel.unfinished()
            for arn in left.executions { violations.add("\(arn) counts as unfinished") }
            if left.calls > 0 { violations.add("\(left.calls) calls count as unfinished") }
        } catch {
            violations.add("what is left cannot be read: \(error)")
        }
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Looks at everything when nothing goes on any more.
struct FinalCheck: Sendable {
    let client: Client
    let violations: Violations

    /// Whether all executions and map runs have ended; where one has not, time moves on: what it waits for may be somebody outside.
    func isEverythingOver() async -> Bool {
        let executions = await executions()
        var running = executions.filter { $0["status"] == "RUNNING" }.map { $0["executionArn"]?.stringValue ?? "" }
        if client.parts.contains(.mapRuns) {
            for execution in executions { running += await openMapRuns(of: execution) }
        }
        guard !running.isEmpty else { return true }
        let now = client.process.kernel.clock.now
        guard now.milliseconds(since: World.start) < Self.timeMax else {
            for arn in running { violations.add("\(arn) never ends: something was lost") }
            return true
        }
        await client.process.kernel.timers.advance(to: now.adding(milliseconds: 600_000))
        return false
    }

    private func openMapRuns(of execution: JSONValue) async -> [String] {
        guard let arn = Self.mapRunExecution(execution) else { return [] }
        let runs = (try? await client.mapRuns(of: arn)) ?? []
        return runs.filter { $0["stopDate"] == nil }.map { $0["mapRunArn"]?.stringValue ?? "" }
    }

    /// The ARN of an execution that may have map runs.
    private static func mapRunExecution(_ execution: JSONValue) -> String? {
        let machine = execution["stateMachineArn"]?.stringValue?.split(separator: ":").last ?? ""
        return Definitions.isMapRunMachine(String(machine)) ? execution["executionArn"]?.stringValue : nil
    }

    /// Everything is bounded: what runs after thirty days runs for ever.
    private static let timeMax: Int64 = 30 * 86_400_000

    func run() async {
        let executions = await executions()
        let names = Set(executions.compactMap { $0["executionArn"]?.stringValue })
        for arn in client.ledger.arns where !names.contains(arn) {
            violations.add("\(arn) was started, and is not there")
        }
        for arn in client.ledger.there where !names.contains(arn) {
            violations.add("a start was refused because of \(arn), which is not there")
        }
        var gathered = Gathered()
        do throws(ServiceError) {
            for arn in names.sorted() { try await look(at: arn, &gathered) }
            for arn in executions.compactMap({ Self.mapRunExecution($0) }).sorted() {
                try await lookAtMapRuns(of: arn, &gathered)
            }
            gathered.reactions = names.sorted().filter { $0.contains(":reaction:") }
            if client.parts.contains(.events) {
                for complaint in try await EventCheck(client: client, gathered: gathered).complaints() {
                    violations.add(complaint)
                }
            }
        } catch {
            violations.add("something cannot be looked at: \(error)")
        }
        for complaint in gathered.complaints { violations.add(complaint) }
        checkAnswers(gathered)
        checkStops(gathered)
        await checkEffects(gathered)
        await checkQueue()
        await checkLeftovers()
    }

    private func look(at arn: String, _ gathered: inout Gathered) async throws(ServiceError) {
        let description = try await client.call("states", "DescribeExecution", ["executionArn": .string(arn)])
        let history = History(
            arn: arn,
            events: try await client.history(of: arn),
            description: description,
            troubles: client.ledger.troubles,
            signs: client.ledger.answers.signs(of: arn.split(separator: ":").last.map { String($0) } ?? "")
        )
        client.ledger.noteHistory(of: arn, history.events)
        if client.ledger.longestHistory(of: arn).count > history.events.count {
            violations.add("\(arn): events that were seen are gone")
        }
        client.ledger.count(history.tally)
        gathered.add(history)
    }

    private func lookAtMapRuns(of arn: String, _ gathered: inout Gathered) async throws(ServiceError) {
        let execution = try await client.call("states", "DescribeExecution", ["executionArn": .string(arn)])
        let machine = String(execution["stateMachineArn"]?.stringValue?.split(separator: ":").last ?? "")
        for run in try await client.mapRuns(of: arn) {
            let view = try await client.mapRun(run["mapRunArn"]?.stringValue ?? "")
            let check = MapRunCheck(client: client, machine: machine, execution: execution, view: view)
            for complaint in try await check.complaints() { violations.add(complaint) }
            client.ledger.count(check.tally)
            guard !Definitions.hasExpressChildren(machine) else { continue }
            for child in view.children { try await look(at: child["executionArn"]?.stringValue ?? "", &gathered) }
        }
    }

    private func executions() async -> [JSONValue] {
        var found: [JSONValue] = []
        for machine in Definitions.all(in: client.parts) {
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

    /// A result that was taken is in the history, once, unless the task ended otherwise about then.
    private func checkAnswers(_ gathered: Gathered) {
        for (number, count) in gathered.answers.sorted(by: { $0.key < $1.key }) where count > 1 {
            violations.add("the result \(number) was taken \(count) times")
        }
        for answer in client.ledger.answers.accepted where gathered.answers[answer.number] == nil {
            let cutOffs = gathered.cutOffs[answer.execution] ?? []
            guard !cutOffs.contains(where: { isSoon($0, after: answer.time.seconds) }) else { continue }
            violations.add("the result \(answer.number) of \(answer.execution) was acknowledged and is lost")
        }
    }

    /// An execution that was stopped ends at the time that was answered.
    private func checkStops(_ gathered: Gathered) {
        for stop in client.ledger.stops {
            let ends = gathered.ends[stop.arn] ?? []
            guard !ends.contains(where: { $0 >= stop.time - 0.002 && isSoon($0, after: stop.time) }) else { continue }
            violations.add("the stop of \(stop.arn) was acknowledged, and it went on")
        }
    }

    /// Whether a time is no later than something that was told by another, but for what went wrong in between.
    private func isSoon(_ time: Double, after told: Double) -> Bool {
        time <= told + 0.002 || client.ledger.troubles.happened(from: told, to: time)
    }

    /// Messages and counts are those of the histories, no more and no less.
    private func checkEffects(_ gathered: Gathered) async {
        let (sent, counted) = (gathered.sent, gathered.updates)
        let there = Set(await client.messages(in: Definitions.effects).map(\.id))
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
        let there = Set(await client.messages(in: Client.plain).map(\.id))
        for id in client.ledger.messagesLeft.subtracting(there).sorted() {
            violations.add("the message \(id) was acknowledged and is lost")
        }
        for id in client.ledger.messagesGone.intersection(there).sorted() {
            violations.add("the message \(id) was deleted and is there")
        }
    }

    /// When all is over, nothing waits.
    private func checkLeftovers() async {
        let kernel = client.process.kernel
        do throws(ServiceError) {
            for kind in [Owner.Kind.execution, .mapRun] {
                for (owner, due) in try await kernel.deadlines(of: kind).sorted(by: { $0.key.name < $1.key.name }) {
                    violations.add("a timer of \(owner.name) is left, for \(due.iso8601)")
                }
            }
            let left = try await kernel.unfinished()
            for arn in left.executions { violations.add("\(arn) counts as unfinished") }
            for finding in try await kernel.inspect().findings where finding.severity != .note {
                violations.add("\(finding.subject): \(finding.message)")
            }
            if left.calls > 0 { violations.add("\(left.calls) calls count as unfinished") }
        } catch {
            violations.add("what is left cannot be read: \(error)")
        }
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// Looks at what rules brought to their targets: each event once to each of them.
struct EventCheck: Sendable {
    let client: Client
    let gathered: Gathered

    func complaints() async throws(ServiceError) -> [String] {
        let events = await client.messages(in: Definitions.told).compactMap { try? JSONValue.parse($0.body) }
        var found = told(events)
        found += try await reactions(events)
        found += await statuses()
        return found
    }

    /// What was accepted is there, once; of a request, all or nothing.
    private func told(_ events: [JSONValue]) -> [String] {
        var found: [String] = []
        let ids = events.map { $0["id"]?.stringValue ?? "" }
        if Set(ids).count < ids.count { found.append("an event came to the queue twice") }
        let put = events.filter { $0["detail-type"] == "told" }
        let numbers = put.map { $0["detail"]?["n"]?.intValue ?? -1 }
        if Set(numbers).count < numbers.count { found.append("an event was put twice: \(numbers.sorted())") }
        let idByNumber = Dictionary(zip(numbers, put.map { $0["id"]?.stringValue ?? "" })) { first, _ in first }
        for (number, id) in client.ledger.events.accepted.sorted(by: { $0.key < $1.key })
        where idByNumber[number] != id {
            found.append("the event \(number) was accepted as \(id), and came as \(idByNumber[number] ?? "nothing")")
        }
        for request in client.ledger.events.requests
        where Set(request.map { idByNumber[$0] == nil }).count > 1 {
            found.append("of the events \(request), which were put together, not all came")
        }
        let announced = Set(events.filter { $0["detail-type"] == "announced" }.map { $0["id"]?.stringValue ?? "" })
        for id in gathered.announced.symmetricDifference(announced).sorted() {
            found.append("the event \(id) of an execution is in its history or in the queue alone")
        }
        client.ledger.count(.eventPut, put.count)
        client.ledger.count(.eventAnnounced, announced.count)
        return found
    }

    /// Each event started one execution.
    private func reactions(_ events: [JSONValue]) async throws(ServiceError) -> [String] {
        var ids: [String] = []
        for arn in gathered.reactions {
            let description = try await client.call("states", "DescribeExecution", ["executionArn": .string(arn)])
            let input = description["input"]?.stringValue.flatMap { try? JSONValue.parse($0) }
            ids.append(input?["id"]?.stringValue ?? "")
        }
        client.ledger.count(.eventReaction, ids.count)
        let expected = events.map { $0["id"]?.stringValue ?? "" }.sorted()
        return ids.sorted() == expected ? [] : ["\(expected.count) events started \(ids.count) executions"]
    }

    /// Each change of an execution's status was told, once.
    private func statuses() async -> [String] {
        var counts: [Gathered.StatusChange: Int] = [:]
        for message in await client.messages(in: Definitions.statuses) {
            let detail = (try? JSONValue.parse(message.body))?["detail"]
            let change = Gathered.StatusChange(
                arn: detail?["executionArn"]?.stringValue ?? "",
                status: detail?["status"]?.stringValue ?? ""
            )
            counts[change, default: 0] += 1
        }
        client.ledger.count(.statusTold, counts.values.reduce(0, +))
        let changes = Set(counts.keys).union(gathered.statuses.keys).sorted()
        return changes.filter { counts[$0] != gathered.statuses[$0] }.map { change in
            "\(change.arn) was \(change.status) \(gathered.statuses[change] ?? 0) times, and that was told "
                + "\(counts[change] ?? 0) times"
        }
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The history as AWS shows it: rendered from the journal when it is asked for.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    func getExecutionHistory(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let request = try PageRequest.read(&input)
        let isReversed = try input.flag("reverseOrder") ?? false
        let includesData = try input.flag("includeExecutionData") ?? true
        try input.check()
        let name = try Self.execution(arn)
        guard let header = try StoredHeader.read(name.owner, turn)?.header else {
            throw StatesError.executionDoesNotExist(arn)
        }
        var events = try Self.events(of: name, turn)
        if isReversed { events.reverse() }
        let token = PageToken(of: ["GetExecutionHistory", name.arn, isReversed ? "reversed" : ""], at: turn.now)
        let start = try Self.start(request.token, token, in: events)
        let page = events[start...].prefix(request.size)
        var output: JSONObject = [
            "events": .array(
                page.map { HistoryEvent($0.event, at: $0.time, header: header, includesData: includesData).json }
            )
        ]
        if page.endIndex < events.endIndex {
            let place = StoreKey(bytes: []).integer(Int64(events[page.endIndex].event.id ?? 0))
            output["nextToken"] = .string(token.text(for: place.bytes))
        }
        return ServiceResponse(output)
    }

    private static func start(
        _ text: String?,
        _ token: PageToken,
        in events: [TimedEvent]
    ) throws(ServiceError) -> Int {
        guard let text else { return 0 }
        var reader = StoreKeyReader(StoreKey(bytes: try token.place(in: text)))
        guard let id = reader.integer(), let index = events.firstIndex(where: { Int64($0.event.id ?? 0) == id })
        else { throw StatesError.invalidToken }
        return index
    }

    /// A visible event, not rendered yet: only those of the page are.
    private struct TimedEvent {
        let event: Event
        let time: Timestamp
    }

    /// Every visible event of an execution, oldest first.
    private static func events(
        of name: ExecutionName,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> [TimedEvent] {
        var decoder = StepDecoder()
        var events: [TimedEvent] = []
        for row in try turn.range(Rows.journal(name.owner).prefixRange) {
            do throws(MachineFault) {
                let step = try decoder.decode(row.value)
                for event in step.events where event.id != nil {
                    events.append(TimedEvent(event: event, time: step.time))
                }
            } catch {
                throw .damaged("\(name.arn): \(error)")
            }
        }
        return events
    }
}

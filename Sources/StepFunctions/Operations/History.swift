import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The history as AWS shows it: rendered from the journal when it is asked for.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    func getExecutionHistory(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let name = try Self.execution(try parameters.text("executionArn"))
        let size = try parameters.pageSize()
        let isReversed = try parameters.optionalBool("reverseOrder") ?? false
        let includesData = try parameters.optionalBool("includeExecutionData") ?? true
        guard let header = try StoredHeader.read(name.owner, turn)?.header else { throw Self.doesNotExist(name) }
        var events = try Self.history(of: name, header, includesData: includesData, turn)
        if isReversed { events.reverse() }
        let start = try Self.start(try parameters.optionalText("nextToken"), in: events)
        let page = events[start...].prefix(size)
        var output: JSONObject = [
            "events": .array(page.map(\.json))
        ]
        if page.endIndex < events.endIndex { output["nextToken"] = .string("event-\(events[page.endIndex].id)") }
        return ServiceResponse(output)
    }

    private static func start(_ token: String?, in events: [HistoryEvent]) throws(ServiceError) -> Int {
        guard let token else { return 0 }
        guard token.hasPrefix("event-"), let id = Int(token.dropFirst(6)),
            let index = events.firstIndex(where: { $0.id == id })
        else {
            throw ServiceError(code: "InvalidToken", message: "Invalid Token: 'Invalid token'")
        }
        return index
    }

    /// Every event of an execution, oldest first.
    static func history(
        of name: ExecutionName,
        _ header: ExecutionHeader,
        includesData: Bool,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> [HistoryEvent] {
        var decoder = StepDecoder()
        var events: [HistoryEvent] = []
        for row in try turn.range(Rows.journal(name.owner).prefixRange) {
            do throws(MachineFault) {
                let step = try decoder.decode(row.value)
                for event in step.events where event.id != nil {
                    events.append(HistoryEvent(event, at: step.time, header: header, includesData: includesData))
                }
            } catch {
                throw .damaged("\(name.arn): \(error)")
            }
        }
        return events
    }
}

import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The history as AWS shows it: rendered from the journal when it is asked for.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    func getExecutionHistory(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let request = try HistoryRequest(parameters, at: turn.now)
        let header = try Self.header(request, turn)
        let journal = Rows.journal(request.name.owner)
        // What a turn reads may not be durable yet, so nothing of it is remembered.
        var reading = HistoryReading(request, header, from: HistoryCheckpoints())
        while let from = reading.nextStep {
            let range = journal.integer(Int64(from))..<journal.prefixRange.upperBound
            try reading.take(try turn.range(range, limit: HistoryReading.chunkRows))
        }
        return try reading.response()
    }

    /// The same for a request from outside.
    ///
    /// The rows are read in short turns, and decoded between them, so that a long history holds nobody up. Rows of a journal are only ever added.
    func readHistory(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        let request = try HistoryRequest(Parameters(request), at: kernel.clock.now)
        let header = try await kernel.sequencer.turn { (turn) throws(ServiceError) in try Self.header(request, turn) }
        let journal = Rows.journal(request.name.owner)
        var reading = HistoryReading(request, header, from: histories)
        while let from = reading.nextStep {
            let range = journal.integer(Int64(from))..<journal.prefixRange.upperBound
            let rows = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                try turn.range(range, limit: HistoryReading.chunkRows)
            }
            try reading.take(rows)
        }
        return try reading.response()
    }

    private static func header(
        _ request: HistoryRequest,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> ExecutionHeader {
        guard let header = try StoredHeader.read(request.name.owner, turn)?.header else {
            throw StatesError.executionDoesNotExist(request.arn)
        }
        return header
    }
}

/// The input of `GetExecutionHistory`.
struct HistoryRequest: Sendable {
    let arn: String
    let name: ExecutionName
    let page: PageRequest
    let isReversed: Bool
    let includesData: Bool
    /// No history comes near it.
    private static let eventIDMax: Int64 = 1_000_000_000

    /// The id of the page's first event; `nil` for the first page.
    let start: Int?
    private let token: PageToken

    init(_ parameters: Parameters, at time: Timestamp) throws(ServiceError) {
        var input = OperationInput(parameters)
        arn = try input.arn("executionArn")
        page = try PageRequest.read(&input)
        isReversed = try input.flag("reverseOrder") ?? false
        includesData = try input.flag("includeExecutionData") ?? true
        try input.check()
        name = try StatesService.execution(arn)
        let token = PageToken(of: ["GetExecutionHistory", name.arn, isReversed ? "reversed" : ""], at: time)
        start = try page.token.map { (text) throws(ServiceError) in
            var reader = StoreKeyReader(StoreKey(bytes: try token.place(in: text)))
            guard let id = reader.integer(), (1...Self.eventIDMax).contains(id) else { throw StatesError.invalidToken }
            return Int(id)
        }
        self.token = token
    }

    /// What asks for the page that begins with an event.
    func token(for event: Int) -> JSONValue {
        .string(token.text(for: StoreKey(bytes: []).integer(Int64(event)).bytes))
    }
}

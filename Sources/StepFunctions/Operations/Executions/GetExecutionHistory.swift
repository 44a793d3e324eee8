import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The history as AWS shows it: rendered from the journal when it is asked for.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    func getExecutionHistory(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        // What a turn reads may not be durable yet, so nothing of it is remembered.
        var reading = try Self.beginReading(parameters, HistoryCheckpoints(), turn)
        while let range = reading.nextRows {
            try reading.take(try turn.range(range, limit: HistoryReading.chunkRows))
        }
        return try reading.response()
    }

    /// The same for a request from outside.
    ///
    /// The rows are read in short turns, and decoded between them, so that a long history holds nobody up. Rows of a journal are only
    /// ever added.
    func readHistory(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        let histories = histories
        var reading = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try Self.beginReading(Parameters(request), histories, turn)
        }
        while let range = reading.nextRows {
            let rows = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                try turn.range(range, limit: HistoryReading.chunkRows)
            }
            try reading.take(rows)
        }
        return try reading.response()
    }

    private static func beginReading(
        _ parameters: Parameters,
        _ checkpoints: HistoryCheckpoints,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> HistoryReading {
        let request = try HistoryRequest(parameters, at: turn.now)
        guard let header = try StoredHeader.read(request.name.owner, turn)?.header else {
            throw StatesError.executionDoesNotExist(request.arn)
        }
        return try HistoryReading(request, header, from: checkpoints)
    }
}

/// The input of `GetExecutionHistory`.
struct HistoryRequest: Sendable {
    let arn: String
    let name: ExecutionName
    let page: PageRequest
    let isReversed: Bool
    let includesData: Bool
    /// Reads and makes the tokens of pages.
    let token: PageToken

    init(_ parameters: Parameters, at time: Timestamp) throws(ServiceError) {
        var input = OperationInput(parameters)
        arn = try input.arn("executionArn")
        page = try PageRequest.read(&input)
        isReversed = try input.flag("reverseOrder") ?? false
        includesData = try input.flag("includeExecutionData") ?? true
        try input.check()
        name = try StatesService.execution(arn)
        token = Self.token(of: name, isReversed: isReversed, at: time)
    }

    static func token(of name: ExecutionName, isReversed: Bool, at time: Timestamp) -> PageToken {
        PageToken(of: ["GetExecutionHistory", name.arn, isReversed ? "reversed" : ""], at: time)
    }

    /// No history comes near it.
    private static let eventIDMax = 1_000_000_000

    /// The id of the page's first event; `nil` for the first page.
    ///
    /// - Throws: `InvalidToken`.
    func start() throws(ServiceError) -> Int? {
        guard let text = page.token else { return nil }
        var reader = StoreKeyReader(StoreKey(bytes: try token.place(in: text)))
        guard let id = reader.integer().flatMap({ Int(exactly: $0) }), (1...Self.eventIDMax).contains(id) else {
            throw StatesError.invalidToken
        }
        return id
    }

    /// The token of the page that begins with an event.
    func token(from id: Int) -> JSONValue {
        .string(token.text(for: StoreKey(bytes: []).integer(Int64(id)).bytes))
    }
}

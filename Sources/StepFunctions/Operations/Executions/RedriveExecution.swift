import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The operation `RedriveExecution`: takes an execution that did not succeed up again where it ended.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
    func redriveExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let token = try input.optionalText("clientToken", 1...64)
        try input.check()
        let name = try Self.execution(arn)
        guard let stored = try StoredHeader.read(name.owner, turn),
            var record = try ExecutionRecord.read(name.owner, turn)
        else { throw StatesError.executionDoesNotExist(arn) }
        var tokens = try RedriveTokens.read(name.owner, turn)
        if let token, let earlier = tokens.date(of: token, at: turn.now) {
            return ServiceResponse(["redriveDate": .seconds(earlier)])
        }
        guard stored.child == nil else {
            throw ServiceError(
                code: "ExecutionNotRedrivable",
                message: "Execution is part of a Map Run and can only be redriven by redriving its parent execution"
            )
        }
        let verdict = try Redrivability.of(name, record, startedAt: stored.header.startedAt, turn)
        if let reason = verdict.reason {
            throw ServiceError(code: "ExecutionNotRedrivable", message: reason.rawValue)
        }
        try OpenExecutions.admit(in: name.scope, &turn)
        record.redrive(at: turn.now)
        turn.put(Rows.status(name.owner), record.json)
        turn.put(Rows.openEntry(name.owner), [])
        if let token {
            tokens.add(token, at: turn.now)
            turn.put(Rows.redriveTokens(name.owner), tokens.json)
        }
        turn.set(RuntimeTimer(owner: name.owner, number: ShellTimer.redrive, due: turn.now))
        return ServiceResponse(["redriveDate": .seconds(turn.now)])
    }
}

/// The client tokens of an execution's last redrives: a request that comes again within a while is the same request.
struct RedriveTokens: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let token: String
        let date: Timestamp
    }

    private static let countMax = 10
    private static let lifetimeMilliseconds: Int64 = 15 * 60 * 1000

    private var entries: [Entry] = []

    /// When the redrive of a token was asked for, if that is not long ago.
    func date(of token: String, at now: Timestamp) -> Timestamp? {
        entries.first { $0.token == token && now.milliseconds - $0.date.milliseconds < Self.lifetimeMilliseconds }?.date
    }

    mutating func add(_ token: String, at now: Timestamp) {
        entries = entries.filter { $0.token != token }.suffix(Self.countMax - 1) + [Entry(token: token, date: now)]
    }

    var json: JSONValue {
        .array(entries.map { [.string($0.token), .number(JSONNumber($0.date.milliseconds))] })
    }

    static func read(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> RedriveTokens {
        var tokens = RedriveTokens()
        for entry in try turn.json(Rows.redriveTokens(owner))?.arrayValue ?? [] {
            guard let token = entry[0]?.stringValue, let date = entry[1]?.numberValue?.int64 else { continue }
            tokens.entries.append(Entry(token: token, date: Timestamp(milliseconds: date)))
        }
        return tokens
    }
}

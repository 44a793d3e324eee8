package import QuickstepJSON

/// Names a piece of work: the function that does it, and a number.
package struct WorkID: Sendable, Hashable {
    package let scope: Scope
    /// The function's name.
    package let function: String
    package let number: Int64

    package init(scope: Scope, function: String, number: Int64) {
        self.scope = scope
        self.function = function
        self.number = number
    }

    /// The prefix of all work, of all functions.
    package static let index = StoreKey(bytes: [Owner.Kind.work.rawValue])

    package var rowKey: StoreKey {
        Owner(kind: .work, scope: scope, name: function).key.integer(number)
    }
}

/// One call of a handler that somebody waits for: a row of the durable work queue.
///
/// Tasks of workflows, asynchronous invocations, topic deliveries and pipes all become work; there is no other way in which a
/// handler is called. The row exists from the commit that asks for the call to the commit that takes note of its outcome.
/// What is found in the store at a start waited or was on its way when the process ended, and is dispatched with the same token;
/// a `DispatchRecord` beside it tells which of the two.
package struct WorkItem: Sendable, Equatable {
    /// Who is told of the outcome.
    package struct Origin: Sendable, Equatable {
        /// The service, by its name at the door.
        package let service: String
        /// Whom the service is to tell: an execution's ARN, a pipe's name.
        package let owner: String
        /// What the owner calls this piece of work: a task's number, or receipt handles.
        package let reference: JSONValue

        package init(service: String, owner: String, reference: JSONValue) {
            self.service = service
            self.owner = owner
            self.reference = reference
        }
    }

    package let id: WorkID
    package let payload: JSONValue
    package let origin: Origin
    /// The same for every dispatch of this piece of work: what a handler may use to do it only once.
    package let token: String
    /// The effect that this call is, and what caused it.
    package let effect: EffectID
    package let cause: EffectID?
    /// How often a process ended while its handler was being called.
    ///
    /// It is kept in a row of its own, the work's `DispatchRecord`.
    package var crashes: Int
    /// What the caller says of itself, for the handler.
    package let clientContext: JSONValue?
    /// Whether the caller wants the end of what the handler logs.
    package let wantsLog: Bool
    /// The end of what the handler logged, told with the outcome to a caller who wants it.
    package var logTail: String?

    package init(
        id: WorkID,
        payload: JSONValue,
        origin: Origin,
        token: String,
        effect: EffectID,
        cause: EffectID?,
        crashes: Int = 0,
        clientContext: JSONValue? = nil,
        wantsLog: Bool = false
    ) {
        self.id = id
        self.payload = payload
        self.origin = origin
        self.token = token
        self.effect = effect
        self.cause = cause
        self.crashes = crashes
        self.clientContext = clientContext
        self.wantsLog = wantsLog
    }

    package var rowKey: StoreKey { id.rowKey }

    package var rowValue: [UInt8] {
        var row: JSONObject = [
            "payload": payload,
            "origin": [
                "service": .string(origin.service), "owner": .string(origin.owner), "reference": origin.reference,
            ],
            "token": .string(token),
            "effect": .string(effect.description),
            "cause": cause.map { .string($0.description) } ?? .null,
        ]
        row["clientContext"] = clientContext
        if wantsLog { row["wantsLog"] = true }
        return JSONValue.object(row).compactBytes
    }

    /// Reads a row back, as work of which no crash is known.
    package init?(row: StoreRow) {
        var reader = StoreKeyReader(row.key)
        guard let owner = reader.owner(), owner.kind == .work, let number = reader.integer(), reader.isAtEnd,
            let value = try? JSONValue.parse(bytes: row.value, limits: .storedRows),
            let payload = value["payload"],
            let service = value["origin"]?["service"]?.stringValue,
            let originOwner = value["origin"]?["owner"]?.stringValue,
            let reference = value["origin"]?["reference"],
            let token = value["token"]?.stringValue,
            let effect = value["effect"]?.stringValue
        else { return nil }
        self.init(
            id: WorkID(scope: owner.scope, function: owner.name, number: number),
            payload: payload,
            origin: Origin(service: service, owner: originOwner, reference: reference),
            token: token,
            effect: EffectID(effect),
            cause: value["cause"]?.stringValue.map { EffectID($0) },
            clientContext: value["clientContext"],
            wantsLog: value["wantsLog"]?.boolValue ?? false
        )
    }
}

/// How a piece of work ended.
package enum WorkOutcome: Sendable, Equatable {
    case succeeded(JSONValue)
    /// The handler failed, or could not be called: the error's name, and the error as the JSON text that a caller is given.
    case failed(error: String, cause: String)
}

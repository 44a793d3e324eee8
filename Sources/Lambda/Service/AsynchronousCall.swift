import QuickstepJSON
import QuickstepServiceKit

/// An asynchronous call, through all its attempts: the same event, token and effect each time.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
struct AsynchronousCall: Sendable, Equatable {
    let scope: Scope
    let function: String
    let payload: JSONValue
    let token: String
    let effect: EffectID
    let cause: EffectID?
    /// Counts from 1.
    var attempt: Int

    init(
        scope: Scope,
        function: String,
        payload: JSONValue,
        token: String,
        effect: EffectID,
        cause: EffectID?,
        attempt: Int
    ) {
        self.scope = scope
        self.function = function
        self.payload = payload
        self.token = token
        self.effect = effect
        self.cause = cause
        self.attempt = attempt
    }

    /// The work of one attempt.
    func work(number: Int64) -> WorkItem {
        WorkItem(
            id: WorkID(scope: scope, function: function, number: number),
            payload: payload,
            origin: WorkItem.Origin(
                service: LambdaService.serviceName,
                owner: function,
                reference: ["attempt": .number(JSONNumber(attempt))]
            ),
            token: token,
            effect: effect,
            cause: cause
        )
    }

    /// The call that a piece of work is an attempt of.
    init?(_ work: WorkItem) {
        guard let attempt = work.origin.reference["attempt"]?.intValue else { return nil }
        self.init(
            scope: work.id.scope,
            function: work.id.function,
            payload: work.payload,
            token: work.token,
            effect: work.effect,
            cause: work.cause,
            attempt: attempt
        )
    }

    /// How long to wait after a failure; `nil` when that was the last attempt, or another one cannot do better.
    func delay(after error: String) -> Duration? {
        guard error != "Quickstep.HandlerCrashed", error != "Lambda.ResourceNotFoundException",
            (1...FunctionLimits.retryDelays.count).contains(attempt)
        else { return nil }
        return FunctionLimits.retryDelays[attempt - 1]
    }

    // MARK: The row of a call that waits

    var row: JSONValue {
        [
            "payload": payload,
            "token": .string(token),
            "effect": .string(effect.description),
            "cause": cause.map { .string($0.description) } ?? .null,
            "attempt": .number(JSONNumber(attempt)),
        ]
    }

    init?(row: JSONValue, scope: Scope, function: String) {
        guard let payload = row["payload"], let token = row["token"]?.stringValue,
            let effect = row["effect"]?.stringValue, let attempt = row["attempt"]?.intValue
        else { return nil }
        self.init(
            scope: scope,
            function: function,
            payload: payload,
            token: token,
            effect: EffectID(effect),
            cause: row["cause"]?.stringValue.map { EffectID($0) },
            attempt: attempt
        )
    }
}

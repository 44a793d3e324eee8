public import QuickstepJSON
public import QuickstepPrimitives

/// Something that became durable: what the runtime's own bus tells its subscribers.
///
/// One notice tells of what did not: `CommitFailed` of the service `runtime`. Changes could not be stored and did not happen; the
/// detail's `message` says why. Whoever waits for them is told by an error, and the runtime tries its own again.
public struct Notice: Sendable, Equatable {
    /// Where an effect stands.
    public enum Phase: Sendable, Equatable {
        /// It goes on; another notice of the same effect will end it.
        case began
        /// It went on: a step on the way that ends nothing.
        case progressed
        /// It is over and went well.
        case succeeded
        /// It is over and went wrong.
        case failed
    }

    /// The effect that the notice is about.
    public let effect: EffectID
    /// What caused it; `nil` where it came from outside.
    public let cause: EffectID?
    /// When it happened, on the runtime's clock.
    public let time: Timestamp
    /// The service that it happened in: `s3`, `sns`, `sqs`, `states`, `lambda`, `dynamodb`, `pipes`; or `runtime`.
    public let service: String
    /// What happened, as a past participle or an event name: `ObjectCreated`, `MessageSent`, `TaskSucceeded`.
    public let event: String
    /// What it happened to: a queue's name, an execution's name, a state's path.
    public let subject: String
    /// Where the effect stands.
    public let phase: Phase
    /// What else there is to tell.
    public let detail: JSONObject

    /// Makes a notice.
    ///
    /// - Parameters:
    ///   - effect: The effect that the notice is about.
    ///   - cause: What caused it.
    ///   - time: When it happened.
    ///   - service: The service that it happened in.
    ///   - event: What happened.
    ///   - subject: What it happened to.
    ///   - phase: Where the effect stands.
    ///   - detail: What else there is to tell. Default: nothing.
    public init(
        effect: EffectID,
        cause: EffectID?,
        time: Timestamp,
        service: String,
        event: String,
        subject: String,
        phase: Phase,
        detail: JSONObject = [:]
    ) {
        self.effect = effect
        self.cause = cause
        self.time = time
        self.service = service
        self.event = event
        self.subject = subject
        self.phase = phase
        self.detail = detail
    }
}

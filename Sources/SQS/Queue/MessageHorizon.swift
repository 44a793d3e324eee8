import QuickstepJSON
import QuickstepPrimitives

/// From where on messages may be received: what was sent before stays as it lies.
///
/// The parameter `QuickstepSince` of `ReceiveMessage`, for a pipe whose process must not carry on what an earlier one left.
struct MessageHorizon: Sendable, Equatable {
    /// The least number of a message.
    let sequence: Int64
    /// When it could be sent at the earliest.
    let time: Timestamp

    init?(_ parameter: JSONValue?) {
        guard let sequence = parameter?["sequence"]?.intValue, let time = parameter?["time"]?.intValue else {
            return nil
        }
        self.sequence = Int64(sequence)
        self.time = Timestamp(milliseconds: Int64(time))
    }
}

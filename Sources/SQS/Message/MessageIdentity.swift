import QuickstepPrimitives
import QuickstepServiceKit

/// What must be known of a message to delete it and to tell of it: kept with its state, so that its body need not be read for that.
struct MessageIdentity: Sendable, Equatable {
    let id: String
    /// The effect that the message is, and what caused it.
    let effect: EffectID
    let cause: EffectID?
    let groupID: String?
    /// When it was sent first, where it came from a queue that gave up on it.
    let movedSince: Timestamp?

    init(id: String, effect: EffectID, cause: EffectID?, groupID: String?, movedSince: Timestamp?) {
        self.id = id
        self.effect = effect
        self.cause = cause
        self.groupID = groupID
        self.movedSince = movedSince
    }

    init?(_ reader: inout StoreKeyReader) {
        guard let id = reader.text(), let effect = reader.text(), let cause = reader.text(),
            let group = reader.text(), let moved = reader.integer()
        else { return nil }
        self.id = id
        self.effect = EffectID(effect)
        self.cause = cause.isEmpty ? nil : EffectID(cause)
        groupID = group.isEmpty ? nil : group
        movedSince = moved == .min ? nil : Timestamp(milliseconds: moved)
    }

    /// A state's bytes with these behind them.
    func append(to key: StoreKey) -> StoreKey {
        key.text(id).text(effect.description).text(cause?.description ?? "").text(groupID ?? "")
            .integer(movedSince?.milliseconds ?? .min)
    }
}

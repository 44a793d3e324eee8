import QuickstepServiceKit

/// The signatures of one message: it is signed once for all who get the same text, however many they are.
struct Seals {
    private var made: [Key: Seal] = [:]

    private struct Key: Hashable {
        let version: SignatureVersion
        let text: String
    }

    mutating func seal(
        _ message: PublishedMessage,
        _ transport: Subscription.Transport,
        _ version: SignatureVersion,
        _ signing: (any MessageSigning)?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Seal {
        guard signing != nil else { return .unsigned }
        let text = message.publication.message(for: transport)
        let key = Key(version: version, text: text)
        if let seal = made[key] { return seal }
        let seal = try SigningDesk.seal(CanonicalText.notification(message, text), version, signing, &turn)
        made[key] = seal
        return seal
    }
}

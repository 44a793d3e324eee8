import QuickstepServiceKit

/// The keys of what belongs to no topic: an account's and Region's rows, whose owner is the topic with the empty name.
///
/// ```
/// directory     owner section 01 text(topic's name)     empty; lists the topics of a scope
/// token         owner section 02 text(token)            JSON: ConfirmationToken
/// token number  owner section 03 integer(number)        UTF-8: a token; its timer has the same number
/// letter        owner section 04 integer(number)        JSON: Letter
/// identity      owner section 05                        JSON: the key that signs and its certificate; of the standard scope alone
/// ```
struct ScopeRows: Sendable, Equatable {
    let owner: Owner

    init(_ scope: Scope) {
        owner = Owner(kind: .topic, scope: scope, name: "")
    }

    var directory: StoreKey { owner.section(0x01) }
    var letters: StoreKey { owner.section(0x04) }

    func token(_ token: String) -> StoreKey { owner.section(0x02).text(token) }
    func tokenNumber(_ number: Int64) -> StoreKey { owner.section(0x03).integer(number) }
    func letter(_ number: Int64) -> StoreKey { letters.integer(number) }

    static var identity: StoreKey { ScopeRows(.standard).owner.section(0x05) }
}

import QuickstepJSON
import QuickstepServiceKit

/// What the service stores.
///
/// ```
/// owner     .function, the function's scope and name
/// 0x01 integer(number)    an asynchronous call that failed and waits for its next attempt; the timer has the same number
/// ```
///
/// Work itself is not stored here but in the work queue; the functions are linked, not stored.
enum FunctionRows {
    static let retrySection: UInt8 = 0x01

    static func owner(_ scope: Scope, _ name: String) -> Owner {
        Owner(kind: .function, scope: scope, name: name)
    }

    /// The prefix of all rows of all functions.
    static let all = StoreKey(bytes: [Owner.Kind.function.rawValue])

    /// Whether a row of a function is a call that waits for its next attempt.
    static func isRetry(_ key: StoreKey) -> Bool {
        var reader = StoreKeyReader(key)
        return reader.owner() != nil && reader.byte() == retrySection
    }

    static func retry(_ owner: Owner, _ number: Int64) -> StoreKey {
        owner.section(retrySection).integer(number)
    }
}

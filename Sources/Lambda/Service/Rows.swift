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

    /// The function whose call waits for its next attempt in this row; `nil` for any other row.
    static func function(ofRetry key: StoreKey) -> String? {
        var reader = StoreKeyReader(key)
        guard let owner = reader.owner(), reader.byte() == retrySection else { return nil }
        return owner.name
    }

    static func retry(_ owner: Owner, _ number: Int64) -> StoreKey {
        owner.section(retrySection).integer(number)
    }
}

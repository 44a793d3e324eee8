import QuickstepPrimitives
import QuickstepServiceKit

/// Where a listing goes on.
///
/// Its text is opaque to clients.
enum ListingPosition: Sendable, Equatable {
    case behindKey(String)
    /// Behind everything that begins so.
    case behindPrefix(String)

    func start(in rows: BucketRows) -> StoreKey {
        switch self {
        case .behindKey(let key): rows.object(key).successor
        case .behindPrefix(let prefix): rows.objects(withPrefix: prefix).upperBound
        }
    }

    /// The last key, or the last common prefix, of the page before.
    var text: String {
        switch self {
        case .behindKey(let text), .behindPrefix(let text): text
        }
    }

    init(token: String) throws(ServiceError) {
        guard let bytes = Base64.decode(token), let kind = bytes.first,
            let text = String(validating: bytes.dropFirst(), as: UTF8.self)
        else { throw Self.invalidToken }
        switch kind {
        case 1: self = .behindKey(text)
        case 2: self = .behindPrefix(text)
        default: throw Self.invalidToken
        }
    }

    var token: String {
        switch self {
        case .behindKey(let key): Base64.encode([1] + key.utf8)
        case .behindPrefix(let prefix): Base64.encode([2] + prefix.utf8)
        }
    }

    private static let invalidToken = ServiceError.invalidArgument("The continuation token provided is incorrect")
}

import QuickstepServiceKit

/// How a topic signs its messages.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
enum SignatureVersion: String, Sendable, Hashable {
    case sha1 = "1"
    case sha256 = "2"

    var digest: SigningDigest {
        switch self {
        case .sha1: .sha1
        case .sha256: .sha256
        }
    }
}

/// The account and Region that state belongs to.
///
/// Nothing in one scope sees anything in another, as on AWS.
public struct Scope: Sendable, Hashable {
    /// The 12-digit account.
    ///
    /// Default `000000000000`.
    public let account: String
    /// The Region.
    ///
    /// Default `us-east-1`.
    public let region: String

    /// Makes a scope.
    ///
    /// - Parameters:
    ///   - account: The 12-digit account.
    ///   - region: The Region's code.
    public init(account: String, region: String) {
        self.account = account
        self.region = region
    }

    /// Account `000000000000` in Region `us-east-1`: where everything lives unless a caller says otherwise.
    public static let standard = Scope(account: "000000000000", region: "us-east-1")
}

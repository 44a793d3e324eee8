/// An Amazon Resource Name, taken apart.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
public struct ARN: Sendable, Hashable, CustomStringConvertible {
    /// The partition, such as `aws` or `aws-cn`.
    public let partition: String
    /// The service, such as `states` or `sqs`.
    public let service: String
    /// The Region; empty for services without one.
    public let region: String
    /// The account; empty where the service leaves it out.
    public let account: String
    /// Everything after the fifth colon.
    public let resource: String

    /// Makes a name from its parts.
    ///
    /// - Parameters:
    ///   - partition: Default `aws`.
    ///   - service: The service's part of the name.
    ///   - scope: Gives Region and account.
    ///   - resource: Everything after the fifth colon.
    public init(partition: String = "aws", service: String, scope: Scope, resource: String) {
        self.partition = partition
        self.service = service
        self.region = scope.region
        self.account = scope.account
        self.resource = resource
    }

    /// Parses a name.
    ///
    /// - Parameter text: `arn:partition:service:region:account:resource`; `nil` is returned for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else {
            return nil
        }
        partition = String(parts[1])
        service = String(parts[2])
        region = String(parts[3])
        account = String(parts[4])
        resource = String(parts[5])
    }

    /// The whole name.
    public var description: String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }

    /// The scope that the name belongs to, where it names both Region and account.
    package var scope: Scope? {
        region.isEmpty || account.isEmpty ? nil : Scope(account: account, region: region)
    }
}

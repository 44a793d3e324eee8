import QuickstepServiceKit

/// Takes the ARNs of the service's resources apart, with the service's own errors.
enum ResourceARN {
    /// The parts of an ARN of the service after the account: the kind of resource first.
    ///
    /// - Throws: `InvalidArn` for a text that is no ARN of this service, or one of another kind than `kinds`.
    static func parts(
        _ text: String,
        of kinds: Set<String>
    ) throws(ServiceError) -> (scope: Scope, parts: [String]) {
        guard text.hasPrefix("arn:") else { throw StatesError.invalidARN("Invalid ARN prefix: \(text)") }
        guard let arn = ARN(text), arn.service == "states", let scope = arn.scope else {
            throw StatesError.invalidARN(text)
        }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let kind = parts.first, kinds.contains(kind) else {
            throw StatesError.invalidARN("Resource type not valid in this context: \(parts.first ?? "")")
        }
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { throw StatesError.invalidARN(text) }
        return (scope, parts)
    }
}

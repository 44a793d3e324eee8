package import QuickstepEventPatterns
package import QuickstepJSON

/// A subscription's filter, compiled: which messages it lets through.
///
/// It is a value that decides and nothing else. What it asks for is an `EventPattern` in the dialect of SNS; its bounds are here.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
package struct FilterPolicy: Sendable, Equatable {
    /// What of a message a filter looks at.
    package enum Scope: String, Sendable, CaseIterable {
        /// The message's attributes: the default.
        case attributes = "MessageAttributes"
        /// The message itself, which must be a JSON object.
        case body = "MessageBody"
    }

    let pattern: EventPattern
    let scope: Scope

    /// Which operators there are.
    ///
    /// `wildcard` is ours: SNS does not list it. `.filterPolicy` in this place refuses it as SNS refuses what it does not know.
    static let dialect = PatternDialect.filterPolicyWithWildcards

    /// The most keys that a policy may have at its top.
    package static let keysMax = 5
    /// The most combinations of match values.
    package static let combinationsMax = 150

    /// Compiles the text of a policy.
    package init(_ text: String, scope: Scope) throws(FilterPolicyError) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(text, limits: JSONLimits(maxDepth: EventPattern.depthMax, maxBytes: 256 * 1024))
        } catch {
            throw FilterPolicyError("FilterPolicy: failed to parse JSON. \(error)")
        }
        guard case .object(let members) = value else {
            throw FilterPolicyError("FilterPolicy: failed to parse JSON. Filter is not an object")
        }
        guard members.count <= Self.keysMax else {
            throw FilterPolicyError("FilterPolicy: Filter policy can not have more than \(Self.keysMax) keys")
        }
        do throws(PatternError) {
            pattern = try EventPattern(members, dialect: Self.dialect)
        } catch {
            throw FilterPolicyError("FilterPolicy: \(error.reason)")
        }
        self.scope = scope
        if scope == .attributes, pattern.isNested {
            throw FilterPolicyError("Filter policy scope MessageAttributes does not support nested filter policy")
        }
        guard let combinations = pattern.combinations, combinations <= Self.combinationsMax else {
            throw FilterPolicyError("FilterPolicy: Filter policy is too complex")
        }
    }

    /// Whether a message passes.
    ///
    /// - Parameters:
    ///   - attributes: The message's attributes.
    ///   - body: The message as its subscriber gets it.
    /// - Returns: Whether it does.
    package func accepts(attributes: TopicAttributes, body: String) -> Bool {
        switch scope {
        case .attributes:
            return pattern.accepts(attributes)
        case .body:
            guard let value = try? JSONValue.parse(body), case .object(let members) = value else { return false }
            return pattern.accepts(members)
        }
    }

    /// Why a message does not pass; nothing where it does.
    package func mismatches(attributes: TopicAttributes, body: String) -> [PatternMismatch] {
        switch scope {
        case .attributes: return pattern.mismatches(attributes)
        case .body:
            guard case .object(let members)? = try? JSONValue.parse(body) else { return [.noObject] }
            return pattern.mismatches(members)
        }
    }
}

/// Why a filter policy is refused, in the words of SNS without their prefix.
package struct FilterPolicyError: Error, Sendable, Equatable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}

extension TopicAttributes: FlatFields {
    package func values(of name: String) -> [JSONValue]? {
        self[name]?.filterValues
    }
}

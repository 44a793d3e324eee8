package import QuickstepJSON

/// A pattern over JSON, compiled: which objects it describes.
///
/// The members of a pattern must all hold; of the match values of one key one must. It is a value that decides and nothing else:
/// topics ask it about messages, buses about events.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
package struct EventPattern: Sendable, Equatable {
    let root: PatternNode

    /// The most combinations of alternatives that a pattern of events may have.
    package static let alternativesMax = 1000
    /// How deep a pattern may be nested.
    ///
    /// AWS's bounds come first for any pattern of sense.
    package static let depthMax = 64

    /// Compiles a pattern.
    ///
    /// - Parameters:
    ///   - members: The pattern, nested at most ``depthMax`` levels deep.
    ///   - dialect: Whose rules and words apply.
    /// - Throws: `PatternError`, with the reason in the service's words.
    package init(_ members: JSONObject, dialect: PatternDialect) throws(PatternError) {
        guard !JSONValue.object(members).exceedsDepth(Self.depthMax) else {
            throw PatternError("The pattern is nested deeper than \(Self.depthMax) levels")
        }
        root = try PatternCompiler(dialect: dialect).node(members, depth: 0)
        guard dialect == .eventPattern else { return }
        guard let alternatives = root.alternatives, alternatives <= Self.alternativesMax else {
            throw PatternError("Too many combinations of $or: at most \(Self.alternativesMax) are allowed")
        }
    }

    /// Compiles the text of a pattern.
    ///
    /// - Parameters:
    ///   - text: A JSON object.
    ///   - dialect: Whose rules and words apply.
    /// - Throws: `PatternError`, with the reason in the service's words.
    package init(_ text: String, dialect: PatternDialect) throws(PatternError) {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue.parse(text, limits: JSONLimits(maxDepth: Self.depthMax, maxBytes: 256 * 1024))
        } catch {
            throw PatternError("\(error)")
        }
        guard case .object(let members) = value else { throw PatternError("Filter is not an object") }
        try self.init(members, dialect: dialect)
    }

    // MARK: Questions

    /// Whether an object is as the pattern describes.
    package func accepts(_ object: JSONObject) -> Bool {
        root.accepts(object)
    }

    /// Whether flat fields are: those that have a name and some values, but no members.
    package func accepts(_ fields: some FlatFields) -> Bool {
        root.accepts(fields)
    }

    /// Whether any key has a pattern of its own.
    package var isNested: Bool { root.isNested }

    /// How many combinations of match values there are, as SNS counts them; `nil` where there are too many to count.
    ///
    /// The numbers of values are multiplied, each by the depth of its key; alternatives add up.
    package var combinations: Int? { root.combinations(depth: 1) }
}

/// Fields without members, such as the attributes of a message.
package protocol FlatFields {
    /// Whether there are none.
    var isEmpty: Bool { get }

    /// The values of a field; `nil` where there is no such field.
    func values(of name: String) -> [JSONValue]?
}

/// Why a pattern is refused: the reason alone, which services put into their own sentences.
package struct PatternError: Error, Sendable, Equatable {
    /// The reason.
    package let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

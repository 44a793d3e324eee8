package import QuickstepJSON

/// A path into a JSON document, compiled once and applied often.
///
/// The dialect is the one Step Functions speaks: Jayway JsonPath with the roots `$$` and `$name` and with escapes in names.
package struct JSONPath: Sendable {
    /// The document that a path starts from.
    package enum Root: Sendable, Hashable {
        /// `$`: the input of the state, or what takes its place in a field.
        case input
        /// `$$`: the context object.
        case context
        /// `$name`: a workflow variable.
        case variable(String)
    }

    /// The path as written.
    package let text: String

    /// The document the path starts from; the caller of ``query(_:)`` supplies it.
    package let root: Root

    let sequence: StepSequence

    /// Reads a path; throws with the place of the first character that does not fit.
    package init(_ text: String) throws(JSONPathError) {
        var parser = try PathParser(text)
        (self.root, self.sequence) = try parser.path()
        self.text = text
    }

    private init(whole text: String) {
        self.text = text
        self.root = .input
        self.sequence = StepSequence([])
    }

    /// The path `$`.
    package static let whole = JSONPath(whole: "$")

    /// The steps from the root, a function at the end included.
    package var steps: [Step] { self.sequence.written }

    /// Whether the path gives one value or a miss, never an array of matches.
    ///
    /// So it is without wildcard, filter, slice, deep scan and union, but for two exceptions of Jayway's: a union of names
    /// at the end gives one object of the members that are there, and a function at the end of a path that begins with a
    /// deep scan gives one value for all matches.
    package var isDefinite: Bool { self.sequence.isDefinite }

    /// Whether the path is a reference path of the Amazon States Language: names and indexes only, so one node.
    package var isReference: Bool {
        self.sequence.written.allSatisfy { step in
            switch step {
            case .child, .index: true
            case .children, .indices, .slice, .wildcard, .scan, .filter, .function: false
            }
        }
    }

    /// Finds what the path leads to in the document that its root names.
    ///
    /// A definite path gives one value or a miss. An indefinite one gives an array of the matches in document order, empty
    /// where a member on the way is missing (recorded from the service); it misses only where an index, a slice or a filter
    /// meets a single value of another kind, or where the search visits too many values.
    package func query(_ document: JSONValue) -> Result<JSONValue, JSONPathMiss> {
        if let value = self.sequence.lookUp(in: document) { return .success(value) }
        var query = PathQuery(root: document)
        return query.result(of: self.sequence)
    }
}

extension JSONPath: Hashable {
    /// Whether two paths are written alike, byte by byte.
    package static func == (first: JSONPath, second: JSONPath) -> Bool {
        first.text.isIdentical(to: second.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.text)
    }
}

extension JSONPath: CustomStringConvertible {
    /// The path as written.
    package var description: String { self.text }
}

/// Why a path leads nowhere in a document.
package struct JSONPathMiss: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of misses, for places that forgive some of them.
    package enum Reason: Sendable, Equatable {
        /// A member is not there, or its parent is no object.
        case missingMember
        /// An array is too short.
        case indexOutOfRange
        /// An index, a slice, a filter or a function meets a value of the wrong kind.
        case wrongType
        /// The search would visit more values than it may, or build too deep a value.
        case limit
    }

    /// What was met, in Jayway's words as the service reports them.
    package let detail: String

    /// The kind of the miss.
    package let reason: Reason

    /// Makes a miss of its parts.
    package init(detail: String, reason: Reason = .missingMember) {
        self.detail = detail
        self.reason = reason
    }

    /// The detail.
    package var description: String { self.detail }
}

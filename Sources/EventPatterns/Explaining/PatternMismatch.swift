package import QuickstepJSON

/// Why something is not as a pattern describes: one thing that was wanted and not found.
package indirect enum PatternMismatch: Sendable, Equatable {
    /// None of the values at a key is one of those that were wanted.
    ///
    /// - Parameters:
    ///   - path: The key, with those of the objects around it before periods.
    ///   - wanted: The match values of the pattern, of which one would have done.
    ///   - found: What was there; `nil` where the key was not.
    case key(path: String, wanted: [JSONValue], found: [JSONValue]?)
    /// None of the alternatives of an `$or` holds: what each of them lacked.
    case alternatives([[PatternMismatch]])
    /// Only what is an object can be described, and this is none.
    case noObject

    /// One sentence for a person.
    package var text: String {
        switch self {
        case .key(let path, let wanted, let found):
            let wanted = wanted.map(\.compactText).joined(separator: " or ")
            guard let found else { return "\(path) is missing; wanted \(wanted)" }
            let shown = found.map(\.compactText).joined(separator: ", ")
            return "\(path) is \(shown.isEmpty ? "nothing that can be compared" : shown); wanted \(wanted)"
        case .alternatives(let alternatives):
            let texts = alternatives.map { $0.map(\.text).joined(separator: " and ") }
            return "no alternative of $or holds: \(texts.joined(separator: "; or "))"
        case .noObject:
            return "the message is not a JSON object"
        }
    }
}

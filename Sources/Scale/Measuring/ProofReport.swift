import QuickstepServiceKit

/// Why a proof cannot be made, in words.
package struct ProofFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    init(_ error: ServiceError) {
        description = error.description
    }
}

/// What a proof has measured, and which of its demands were not met.
package struct ProofReport: Sendable, Equatable {
    /// One line each, in the order in which they were noted.
    package private(set) var lines: [String] = []
    /// The demands that were not met.
    package private(set) var missed: [String] = []

    package init() {}

    package var holds: Bool { missed.isEmpty }

    /// Notes what was measured.
    package mutating func note(_ name: String, _ value: String) {
        lines.append("\(name): \(value)")
    }

    /// Notes what was measured, and that it may not be more than a bound.
    package mutating func note(_ name: String, _ duration: Duration, atMost bound: Duration? = nil) {
        let text = "\(Decimals.text(duration / .seconds(1), 2)) s"
        guard let bound else { return note(name, text) }
        note(name, "\(text) (at most \(Decimals.text(bound / .seconds(1), 0)) s)")
        if duration > bound { missed.append(lines[lines.count - 1]) }
    }

    /// Notes how many bytes were measured, and that they may not be more than a bound.
    package mutating func note(_ name: String, bytes: Int, atMost bound: Int? = nil) {
        guard let bound else { return note(name, Mebibytes.text(bytes)) }
        note(name, "\(Mebibytes.text(bytes)) (at most \(Mebibytes.text(bound)))")
        if bytes > bound { missed.append(lines[lines.count - 1]) }
    }

    /// Adds a line as it is.
    mutating func add(_ line: String) {
        lines.append(line)
    }

    /// Demands that something is so.
    package mutating func demand(_ isSo: Bool, _ otherwise: @autoclosure () -> String) {
        if !isSo { missed.append(otherwise()) }
    }
}

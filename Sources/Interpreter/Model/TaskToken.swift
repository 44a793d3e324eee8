import QuickstepPrimitives

/// The opaque text by which a worker or a callback names one task in flight: `$$.Task.Token`.
///
/// It says which execution and which task, and is sealed with the execution's seed, so that nobody can make one up.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#wait-token-contextobject
package struct TaskToken: Sendable, Equatable {
    /// The execution's ARN.
    package let execution: String
    package let task: TaskID
    private let seal: String

    /// The token of a task.
    package init(execution: String, task: TaskID, seed: UInt64) {
        self.execution = execution
        self.task = task
        seal = Self.seal(execution, task, seed)
    }

    /// Reads a token's text; `nil` where it is none.
    ///
    /// It may still be made up: see `isGenuine(seed:)`.
    package init?(_ text: String) {
        guard let bytes = Base64.decode(text), let decoded = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = decoded.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 3, let sequence = Int(parts[1]) else { return nil }
        execution = String(parts[0])
        task = TaskID(sequence)
        seal = String(parts[2])
    }

    /// Whether the execution with this seed gave the token out.
    package func isGenuine(seed: UInt64) -> Bool {
        seal == Self.seal(execution, task, seed)
    }

    /// The text, of some 200 characters.
    package var text: String {
        Base64.encode(Array("\(execution)#\(task.sequence)#\(seal)".utf8))
    }

    /// What a token is made of, so that it is made only where an expression reads it.
    package struct Source: Sendable {
        let header: ExecutionHeader
        let task: TaskID

        package init(header: ExecutionHeader, task: TaskID) {
            self.header = header
            self.task = task
        }

        /// The token's text.
        package var text: String {
            TaskToken(execution: header.arn, task: task, seed: header.seed).text
        }
    }

    private static func seal(_ execution: String, _ task: TaskID, _ seed: UInt64) -> String {
        let key = (0..<8).map { UInt8(truncatingIfNeeded: seed >> ($0 * 8)) }
        return Hex.encode(HMAC.sha256(Array("\(execution)#\(task.sequence)".utf8), key: key))
    }
}

import QuickstepJSON
import Testing

/// How a command ended, and what it said.
struct Outcome: Sendable, CustomStringConvertible {
    enum End: Sendable, Equatable, CustomStringConvertible {
        case exited(Int)
        case killed(signal: Int)

        var description: String {
            switch self {
            case .exited(let code): "exit code \(code)"
            case .killed(let signal): "signal \(signal)"
            }
        }
    }

    /// The command as a person would have typed it.
    let command: String
    let end: End
    /// Standard output.
    let bytes: [UInt8]
    /// Standard error.
    let error: String

    /// Standard output as text.
    var output: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether a `kill -9` ended the process, by its own hand or another's.
    var wasKilled: Bool { end == .killed(signal: 9) }

    /// Standard output as JSON.
    func json(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
        do {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            Issue.record("not JSON: \(self)", sourceLocation: sourceLocation)
            throw error
        }
    }

    /// This outcome, once it is a success.
    @discardableResult
    func succeeded(sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
        try #require(end == .exited(0), "\(self)", sourceLocation: sourceLocation)
        return self
    }

    var description: String {
        """
        $ \(command)
        [\(end)]
        [standard output]
        \(output)[standard error]
        \(error)
        """
    }
}

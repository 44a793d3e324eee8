import QuickstepInterpreter
public import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

/// A machine that can be run again and again with nothing around it: no store, no clock, no runtime.
///
/// The interpreter's own API is for this package only, and the benchmarks are another one. This is the door between them: it
/// is a product so that they find it, and nothing else is to use it.
public struct InterpreterBenchmark: Sendable {
    /// How a run ended.
    public struct Outcome: Sendable, Equatable {
        /// The id of the last event of the history.
        public let lastEventID: Int
        /// The name of the error that ended the run; `nil` where it succeeded.
        public let error: String?
        /// The cause of that error.
        public let cause: String?
    }

    private let definition: CompiledDefinition
    private let header: ExecutionHeader

    /// Decodes and compiles a definition, which is no part of what is measured.
    ///
    /// - Parameters:
    ///   - definition: The definition in Amazon States Language; it must run without tasks and without waiting.
    ///   - input: The input of every run.
    /// - Throws: The definition's diagnostics where it is not valid.
    public init(definition: String, input: JSONValue) throws {
        let machine = try StateMachine.decode(DefinitionSource(json: definition))
        self.definition = CompiledDefinition(machine)
        header = ExecutionHeader(
            arn: "arn:aws:states:us-east-1:000000000000:execution:benchmark:run",
            name: "run",
            stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:benchmark",
            stateMachineName: "benchmark",
            roleARN: "arn:aws:iam::000000000000:role/benchmark",
            input: input,
            seed: 1,
            startedAt: Timestamp(milliseconds: 0),
            definitionHash: "benchmark",
            region: "us-east-1"
        )
    }

    /// Runs an execution from start to end, one turn after the other, and drops the events of each turn.
    ///
    /// - Returns: How it ended.
    /// - Throws: The machine's fault, should it have one.
    public func run() throws -> Outcome {
        var machine = Execution(header: header, definition: definition)
        var events = try machine.handle(.start, at: header.startedAt)
        while machine.status.isRunning, !events.isEmpty {
            events = try machine.handle(.resume, at: header.startedAt)
        }
        guard case .failed(let error, let cause) = machine.status else {
            return Outcome(lastEventID: machine.lastEventID, error: nil, cause: nil)
        }
        return Outcome(lastEventID: machine.lastEventID, error: error, cause: cause)
    }
}

import ArgumentParser
import JSONata
import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import SystemPackage

/// `quickstep jsonata`: evaluates an expression, or a suite of them.
struct JSONataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonata",
        abstract: "Evaluate a JSONata expression, as state machines do.",
        discussion: """
            With --batch, each line of the input is a JSON object with `expr` and, where wanted, `data`, `bindings`, `timelimit` \
            (milliseconds) and `depth`; each line of the output is one with `result`, or `undefined`, or `error`.
            """
    )

    @Argument(help: "The expression; none with --batch.")
    var expression: String?

    @Option(name: .long, help: ArgumentHelp("The input: a file of JSON, or - for standard input.", valueName: "file"))
    var input: String?

    @Option(name: .long, help: ArgumentHelp("Variables: a file with a JSON object.", valueName: "file"))
    var bindings: String?

    @Flag(name: .long, help: "Speak the dialect of Step Functions, which has no $eval.")
    var states = false

    @Flag(name: .long, help: "Read one expression a line, and write one result a line.")
    var batch = false

    func validate() throws {
        if self.batch, self.expression != nil || self.bindings != nil {
            throw ValidationError("With --batch, expressions and bindings come from the input.")
        }
        if !self.batch, self.expression == nil { throw ValidationError("Give an expression, or --batch.") }
    }

    func run() throws {
        let dialect: Dialect = self.states ? .stepFunctions : .standard
        if self.batch {
            try self.runBatch(JSONataBatch(dialect: dialect))
            return
        }
        let source = self.expression ?? ""
        var surroundings = Surroundings(milliseconds: Runtime.wallClock.milliseconds)
        if let bindings {
            guard case .object(let object) = try Self.json(bindings) else {
                throw CommandFailure(.usage, "'\(bindings)' holds no JSON object.")
            }
            for member in object { surroundings.bindings[member.key] = member.value }
        }
        let input = try self.input.map { try Self.json($0) }
        do throws(JSONataError) {
            let outcome = try Expression(source, dialect: dialect).outcome(input, with: surroundings)
            switch outcome {
            case .value(let value): Console.standard.result(value.prettyText())
            case .nothing: Console.standard.note("The result is nothing (undefined).")
            case .function: Console.standard.note("The result is a function.")
            }
        } catch {
            let exit: Exit = error.code.hasPrefix("S") ? .invalidDefinition : .executionFailed
            throw CommandFailure(exit, JSONataExcerpt.text(of: error, in: source), isReport: true)
        }
    }

    private static func json(_ path: String) throws(CommandFailure) -> JSONValue {
        try InputFile.json(path == "-" ? "-" : "@" + path, of: path)
    }

    private func runBatch(_ batch: JSONataBatch) throws {
        let bytes: [UInt8]
        if let input, input != "-" {
            bytes = try InputFile.read(input)
        } else {
            do throws(Errno) {
                bytes = try WholeFile.read(.standardInput)
            } catch {
                throw CommandFailure(.usage, "Cannot read standard input: \(error).")
            }
        }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.contains(where: { $0 > 0x20 }) {
            let now = Runtime.wallClock.milliseconds
            Console.standard.result(batch.answer(String(decoding: line, as: UTF8.self), milliseconds: now))
        }
    }
}

import QuickstepJSON

/// Functions that end an evaluation or begin another.
enum ControlFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("error", "<s?:x>", arity: 1) { (arguments, _) throws(JSONataError) in
            throw Self.failure("D3137", arguments.text(0), or: "$error() function evaluated")
        },
        NativeFunction("assert", "<bs?:x>", arity: 2) { (arguments, _) throws(JSONataError) in
            if case .bool(true) = arguments.argument(0) { return .nothing }
            throw Self.failure("D3141", arguments.text(1), or: "$assert() statement failed")
        },
        NativeFunction("eval", "<sx?:x>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let source = arguments.text(0) else { return .nothing }
            var input = call.input
            let focus = arguments.argument(1)
            if !focus.isNothing {
                input = focus
                if focus.isArray, !focus.isSequence {
                    input = .array(ValueArray([focus], traits: [.sequence, .wrapsInput]))
                }
            }
            let tree = try Self.compiled(source, call.run)
            do throws(JSONataError) {
                return try tree.evaluate(input, call.frame, call.run)
            } catch {
                if error.code == "U1001" { throw error }
                throw JSONataError("D3121", JSONataErrorDetails(value: .string(error.message)))
            }
        },
    ]

    private static func failure(_ code: String, _ message: String?, or standard: String) -> JSONataError {
        let text = message.flatMap { $0.isEmpty ? nil : $0 } ?? standard
        return JSONataError(code, JSONataErrorDetails(message: text))
    }

    /// Compiles an expression that is evaluated among the variables of another.
    private static func compiled(_ source: String, _ run: Evaluation) throws(JSONataError) -> Node {
        do throws(JSONataError) {
            try run.allocate(text: source.utf8.count * 64)
            let parsed = try Parser.parse(source, guardian: run.guardian)
            let processed = try Processor.process(parsed, guardian: run.guardian)
            var compiler = Compiler(processed, guardian: run.guardian, isDynamic: true)
            return try compiler.compile()
        } catch {
            if error.code == "U1001" { throw error }
            throw JSONataError("D3120", JSONataErrorDetails(value: .string(error.message)))
        }
    }
}

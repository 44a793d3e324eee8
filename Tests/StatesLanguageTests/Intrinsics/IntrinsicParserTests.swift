import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct IntrinsicParserTests {
    private func arguments(_ text: String) throws -> [IntrinsicCall.Argument] {
        try IntrinsicCall(parsing: text).arguments
    }

    @Test func `a call has literals, paths and calls as arguments`() throws {
        #expect(
            try arguments("States.Array('a', 1, -2.5, true, false, null, $.a, $$.b, $c, States.UUID())") == [
                .literal("a"), .literal(1), .literal(-2.5), .literal(true), .literal(false), .literal(nil),
                .path(JSONPath("$.a")), .path(JSONPath("$$.b")), .path(JSONPath("$c")),
                .call(
                    IntrinsicCall(
                        function: .uuid,
                        arguments: [],
                        text: "States.Array('a', 1, -2.5, true, false, null, $.a, $$.b, $c, States.UUID())"
                    )
                ),
            ]
        )
    }

    @Test(arguments: IntrinsicFunction.allCases)
    func `every function is known by its name`(function: IntrinsicFunction) throws {
        let count = function.arity.lowerBound
        let arguments = Array(repeating: "1", count: count).joined(separator: ", ")
        let call = try IntrinsicCall(parsing: "\(function.rawValue)(\(arguments))")
        #expect(call.function == function)
        #expect(call.arguments.count == count)
    }

    @Test func `there are 18 functions`() {
        #expect(IntrinsicFunction.allCases.count == 18)
    }

    @Test func `blanks around arguments are free`() throws {
        #expect(
            try arguments("States.Array( 1 ,\t'a'\n, $.b )  ") == [.literal(1), .literal("a"), .path(JSONPath("$.b"))]
        )
    }

    @Test func `a path may hold commas and parentheses of its own`() throws {
        #expect(
            try arguments("States.Array($['a,b)'], $.c[0,1], $.d[?(@.e == 'f)')])") == [
                .path(JSONPath("$['a,b)']")), .path(JSONPath("$.c[0,1]")), .path(JSONPath("$.d[?(@.e == 'f)')]")),
            ]
        )
    }

    @Test(arguments: [
        (#"'it\'s'"#, "it's"), (#"'\{\}'"#, "{}"), (#"'a\\b'"#, #"a\b"#), ("'{}'", "{}"), ("''", ""), ("'\n'", "\n"),
        (#"'{"a": "b"}'"#, #"{"a": "b"}"#),
    ])
    func `a text has its escapes resolved`(literal: String, text: String) throws {
        #expect(try arguments("States.Array(\(literal))") == [.literal(.string(text))])
    }

    @Test func `the template of Format is cut at its slots`() throws {
        #expect(try arguments(#"States.Format('a{}b\{\}c{}', 1, 2)"#).first == .slots(["a", "b{}c", ""]))
    }

    @Test(arguments: [
        "", "States.Array", "States.Array(", "States.Array(1", "States.Array(1,", "States.Array(1,)",
        "States.Array(1 2)",
        "States.Array('a)", #"States.Array('\"')"#, #"States.Array('\n')"#, "States.Array(1))", "States.Array(01)",
        "States.Array(tru)", "States.Array($.[)", "states.array()", "States.Nothing()", "'a'", "$.a",
        "States.Array() x",
    ])
    func `what is no call is refused`(text: String) {
        #expect(throws: IntrinsicSyntaxError.self) { try IntrinsicCall(parsing: text) }
    }

    @Test(arguments: [
        ("States.UUID(1)", "States.UUID takes 0 arguments, not 1. (character 1)"),
        ("States.MathAdd(1)", "States.MathAdd takes 2 arguments, not 1. (character 1)"),
        ("States.MathRandom(1)", "States.MathRandom takes 2 to 3 arguments, not 1. (character 1)"),
        ("States.Format()", "States.Format takes at least 1 argument, not 0. (character 1)"),
        (
            "States.Fromat('a')",
            "There is no intrinsic function 'States.Fromat'. Did you mean 'States.Format'? (character 1)"
        ),
        (#"States.Format('a\b')"#, #"A backslash can escape ' { } and \ only. (character 17)"#),
    ])
    func `a refusal says what is wrong and where`(text: String, message: String) {
        #expect(throws: IntrinsicSyntaxError(message: message, offset: offset(in: message))) {
            try IntrinsicCall(parsing: text)
        }
    }

    private func offset(in message: String) -> Int {
        message.split(separator: " ").last.flatMap { Int($0.filter(\.isNumber)) }.map { $0 - 1 } ?? 0
    }

    @Test(arguments: [(10, true), (11, false)])
    func `calls are nested ten deep at most`(depth: Int, isValid: Bool) {
        let text = String(repeating: "States.Array(", count: depth) + String(repeating: ")", count: depth)
        #expect(((try? IntrinsicCall(parsing: text)) != nil) == isValid)
    }

    @Test func `a nested call keeps the text of the outermost`() throws {
        let text = "States.Array(States.ArrayLength($.a))"
        guard case .call(let inner)? = try arguments(text).first else {
            Issue.record("The argument is no call.")
            return
        }
        #expect(inner.text == text)
    }
}

import QuickstepJSON
import Testing

@testable import QuickstepEventPatterns

struct PatternMismatchTests {
    struct Case: Sendable {
        let pattern: String
        let event: String
        let texts: [String]

        init(_ pattern: String, _ event: String, _ texts: [String]) {
            self.pattern = pattern
            self.event = event
            self.texts = texts
        }
    }

    static let cases: [Case] = [
        Case(#"{"a":["x"]}"#, #"{"a":"x"}"#, []),
        Case(#"{"a":["x","y"]}"#, #"{"a":"z"}"#, [#"a is "z"; wanted "x" or "y""#]),
        Case(
            #"{"a":["x"],"b":[{"exists":true}]}"#,
            "{}",
            [#"a is missing; wanted "x""#, #"b is missing; wanted {"exists":true}"#]
        ),
        Case(#"{"a":{"b":[{"prefix":"x"}]}}"#, #"{"a":{"b":"yx"}}"#, [#"a.b is "yx"; wanted {"prefix":"x"}"#]),
        Case(
            #"{"a":[{"numeric":[">=",1,"<",5]}]}"#,
            #"{"a":7}"#,
            [#"a is 7; wanted {"numeric":[">=",1,"<",5]}"#]
        ),
        Case(#"{"a":[{"numeric":["=",1]}]}"#, #"{"a":2}"#, [#"a is 2; wanted {"numeric":["=",1]}"#]),
        Case(
            #"{"a":[{"cidr":"10.0.0.0/8"}]}"#,
            #"{"a":"11.0.0.1"}"#,
            [#"a is "11.0.0.1"; wanted {"cidr":"10.0.0.0/8"}"#]
        ),
        Case(#"{"a":[{"wildcard":"a*"}]}"#, #"{"a":"b"}"#, [#"a is "b"; wanted {"wildcard":"a*"}"#]),
        Case(#"{"a":[{"anything-but":["x","y"]}]}"#, #"{"a":"x"}"#, [#"a is "x"; wanted {"anything-but":["x","y"]}"#]),
        Case(
            #"{"a":[{"anything-but":{"prefix":"x"}}]}"#,
            #"{"a":"xy"}"#,
            [#"a is "xy"; wanted {"anything-but":{"prefix":"x"}}"#]
        ),
        // The element that lacks least is told of.
        Case(
            #"{"a":{"b":["x"],"c":["y"]}}"#,
            #"{"a":[{"b":"-","c":"-"},{"b":"x","c":"-"}]}"#,
            [#"a.c is "-"; wanted "y""#]
        ),
        Case(
            #"{"$or":[{"a":["1"]},{"b":["2"]}]}"#,
            #"{"b":"3"}"#,
            [#"no alternative of $or holds: a is missing; wanted "1"; or b is "3"; wanted "2""#]
        ),
        Case(#"{"a":["x"]}"#, #"{"a":{"b":1}}"#, [#"a is nothing that can be compared; wanted "x""#]),
    ]

    @Test(arguments: cases)
    func `a pattern says what it missed`(example: Case) throws {
        let pattern = try EventPattern(example.pattern, dialect: .eventPattern)
        let event = try #require(try JSONValue.parse(example.event).objectValue)
        #expect(pattern.mismatches(event).map(\.text) == example.texts)
        #expect(pattern.accepts(event) == example.texts.isEmpty)
    }
}

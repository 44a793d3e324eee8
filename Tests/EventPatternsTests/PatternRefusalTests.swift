import QuickstepJSON
import Testing

@testable import QuickstepEventPatterns

struct PatternRefusalTests {
    struct Refused: Sendable, CustomStringConvertible {
        let pattern: String
        let reason: String

        init(_ pattern: String, _ reason: String) {
            self.pattern = pattern
            self.reason = reason
        }

        /// A pattern with one match value.
        init(matching value: String, _ reason: String) {
            self.init(#"{"a":[\#(value)]}"#, reason)
        }

        var description: String { pattern }
    }

    /// What both dialects refuse in the same words.
    static let common: [Refused] = [
        Refused("[]", "Filter is not an object"),
        Refused(#"{"a":"x"}"#, #""a" must be an object or an array"#),
        Refused(#"{"a":[]}"#, "Empty arrays are not allowed"),
        Refused(#"{"a":{}}"#, "Empty objects are not allowed"),
        Refused(matching: #"["x"]"#, "Match value must be String, number, true, false, or null"),
        Refused(matching: #"{"like":"x"}"#, "Unrecognized match type like"),
        Refused(matching: "{}", "Match expression name not found"),
        Refused(matching: #"{"prefix":"a","suffix":"b"}"#, "Only one key allowed in match expression"),
        Refused(matching: #"{"prefix":1}"#, "prefix match pattern must be a string"),
        Refused(matching: #"{"suffix":null}"#, "suffix match pattern must be a string"),
        Refused(matching: #"{"equals-ignore-case":["x"]}"#, "equals-ignore-case match pattern must be a string"),
        Refused(matching: #"{"exists":"x"}"#, "exists match pattern must be either true or false."),
        Refused(matching: #"{"numeric":5}"#, "Value of numeric must be an array."),
        Refused(matching: #"{"numeric":[]}"#, "Invalid member in numeric match: ]"),
        Refused(matching: #"{"numeric":["<>",1]}"#, "Unrecognized numeric range operator: <>"),
        Refused(matching: #"{"numeric":["=","1"]}"#, "Value of equals must be numeric"),
        Refused(matching: #"{"numeric":["<","1"]}"#, "Value of < must be numeric"),
        Refused(matching: #"{"numeric":[">",1,">",3]}"#, "Bad numeric range operator: >"),
        Refused(matching: #"{"numeric":[">",3,"<",1]}"#, "Bottom must be less than top"),
        Refused(matching: #"{"numeric":["=",1,"<",2]}"#, "Too many elements in numeric expression"),
        Refused(matching: #"{"numeric":[">",1,"<",3,4]}"#, "Too many terms in numeric range expression"),
        Refused(matching: #"{"anything-but":{"like":"x"}}"#, "Unsupported anything-but pattern: like"),
        Refused(matching: #"{"anything-but":[]}"#, "Empty arrays are not allowed"),
    ]

    @Test(arguments: common, PatternDialect.allCases)
    func `what neither service takes is refused in their words`(example: Refused, dialect: PatternDialect) {
        let error = #expect(throws: PatternError.self) { try EventPattern(example.pattern, dialect: dialect) }
        #expect(error?.reason == example.reason)
    }

    static let ofEvents: [Refused] = [
        Refused(matching: #"{"wildcard":1}"#, "wildcard match pattern must be a string"),
        Refused(matching: #"{"wildcard":"a**b"}"#, "Consecutive wildcard characters at pos 2"),
        Refused(matching: #"{"wildcard":"a\\b"}"#, "Invalid escape character at pos 2"),
        Refused(matching: #"{"prefix":{"like":"x"}}"#, "Unsupported prefix pattern: like"),
        Refused(matching: #"{"suffix":{"equals-ignore-case":1}}"#, "equals-ignore-case match pattern must be a string"),
        Refused(matching: #"{"cidr":1}"#, "prefix match pattern must be a string"),
        Refused(matching: #"{"cidr":"10.0.0.0"}"#, "Malformed CIDR, one '/' required"),
        Refused(matching: #"{"cidr":"10.0.0.0/x"}"#, "Malformed CIDR, mask bits must be an integer"),
        Refused(matching: #"{"cidr":"host/8"}"#, "Nonstandard IP address: host"),
        Refused(matching: #"{"cidr":"10.0.0.0/33"}"#, "IPv4 mask bits must be < 32"),
        Refused(
            matching: #"{"anything-but":true}"#,
            "Value of anything-but must be an array or single string/number value."
        ),
        Refused(
            matching: #"{"anything-but":["x",null]}"#,
            "Inside anything but list, start|null|boolean is not supported."
        ),
        Refused(
            matching: #"{"anything-but":{"equals-ignore-case":["x",1]}}"#,
            "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
        ),
        Refused(matching: #"{"anything-but":{"prefix":""}}"#, "Null prefix/suffix not allowed"),
        Refused(matching: #"{"anything-but":{"suffix":["x",1]}}"#, "prefix/suffix match pattern must be a string"),
        Refused(matching: #"{"anything-but":{"wildcard":"a**"}}"#, "Consecutive wildcard characters at pos 2"),
    ]

    @Test(arguments: ofEvents)
    func `what events do not take is refused in the words of EventBridge`(example: Refused) {
        let error = #expect(throws: PatternError.self) { try EventPattern(example.pattern, dialect: .eventPattern) }
        #expect(error?.reason == example.reason)
    }

    static let ofPolicies: [Refused] = [
        Refused(matching: #"{"wildcard":"a*"}"#, "Unrecognized match type wildcard"),
        Refused(matching: #"{"prefix":{"equals-ignore-case":"x"}}"#, "prefix match pattern must be a string"),
        Refused(matching: #"{"anything-but":{"suffix":"x"}}"#, "Unsupported anything-but pattern: suffix"),
        Refused(matching: #"{"anything-but":{"prefix":["x"]}}"#, "prefix match pattern must be a string"),
        Refused(
            matching: #"{"anything-but":[["x"]]}"#,
            "Match value must be String, number, true, false, or null"
        ),
    ]

    @Test(arguments: ofPolicies)
    func `what policies do not take is refused in the words of SNS`(example: Refused) {
        let error = #expect(throws: PatternError.self) { try EventPattern(example.pattern, dialect: .filterPolicy) }
        #expect(error?.reason == example.reason)
    }

    @Test func `a pattern of too many alternatives is refused`() throws {
        let alternatives: JSONValue = .array((0..<11).map { ["x\($0)": ["1"]] })
        func pattern(_ count: Int) -> JSONObject {
            JSONObject((0..<count).map { ("k\($0)", ["$or": alternatives]) })
        }
        _ = try EventPattern(pattern(2), dialect: .eventPattern)
        #expect(throws: PatternError.self) { try EventPattern(pattern(3), dialect: .eventPattern) }
    }

    @Test(arguments: PatternDialect.allCases)
    func `a pattern that is nested too deeply is refused`(dialect: PatternDialect) {
        var pattern: JSONObject = ["a": ["x"]]
        for _ in 0..<100 { pattern = ["a": .object(pattern)] }
        let deep = pattern
        #expect(throws: PatternError.self) { try EventPattern(deep, dialect: dialect) }
    }
}

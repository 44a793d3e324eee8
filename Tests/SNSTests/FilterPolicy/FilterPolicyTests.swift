import QuickstepEventPatterns
import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct FilterPolicyTests {
    struct Case: Sendable, CustomStringConvertible {
        let policy: String
        let message: String
        let passes: Bool

        init(_ policy: String, _ message: String, _ passes: Bool) {
            self.policy = policy
            self.message = message
            self.passes = passes
        }

        var description: String { "\(policy) on \(message)" }
    }

    // MARK: Bodies

    static let bodies: [Case] = [
        Case(#"{"a":["x","y"]}"#, #"{"a":"y"}"#, true),
        Case(#"{"a":["x"]}"#, #"{"a":"X"}"#, false),
        Case(#"{"a":["x"]}"#, #"{"b":"x"}"#, false),
        Case(#"{"a":["x"],"b":["y"]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":["x"],"b":["y"]}"#, #"{"b":"y","a":"x"}"#, true),
        Case(#"{"a":[1.5]}"#, #"{"a":1.50}"#, true),
        Case(#"{"a":[300]}"#, #"{"a":3e2}"#, true),
        Case(#"{"a":["300"]}"#, #"{"a":300}"#, false),
        Case(#"{"a":[true,null]}"#, #"{"a":null}"#, true),
        Case(#"{"a":[true]}"#, #"{"a":true}"#, true),
        Case(#"{"a":[true]}"#, #"{"a":"true"}"#, false),
        Case(#"{"a":[{"prefix":"ab"}]}"#, #"{"a":"abc"}"#, true),
        Case(#"{"a":[{"prefix":"ab"}]}"#, #"{"a":"ba"}"#, false),
        Case(#"{"a":[{"suffix":".png"}]}"#, #"{"a":"x.png"}"#, true),
        Case(#"{"a":[{"suffix":".png"}]}"#, #"{"a":"x.jpg"}"#, false),
        Case(#"{"a":[{"equals-ignore-case":"Tennis"}]}"#, #"{"a":"tENNIS"}"#, true),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"a":"y"}"#, true),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"b":"y"}"#, false),
        Case(#"{"a":[{"anything-but":["x","y"]}]}"#, #"{"a":"y"}"#, false),
        Case(#"{"a":[{"anything-but":[1,2]}]}"#, #"{"a":1.0}"#, false),
        Case(#"{"a":[{"anything-but":[1,2]}]}"#, #"{"a":3}"#, true),
        Case(#"{"a":[{"anything-but":["x"]}]}"#, #"{"a":["x","y"]}"#, true),
        Case(#"{"a":[{"anything-but":{"prefix":"x-"}}]}"#, #"{"a":"y-1"}"#, true),
        Case(#"{"a":[{"anything-but":{"prefix":"x-"}}]}"#, #"{"a":"x-1"}"#, false),
        Case(#"{"a":[{"numeric":["=",1]}]}"#, #"{"a":1.0}"#, true),
        Case(#"{"a":[{"numeric":[">",0,"<=",5]}]}"#, #"{"a":5}"#, true),
        Case(#"{"a":[{"numeric":[">",0,"<=",5]}]}"#, #"{"a":0}"#, false),
        Case(#"{"a":[{"numeric":[">=",0.1]}]}"#, #"{"a":0.1}"#, true),
        Case(#"{"a":[{"numeric":["<",0.1]}]}"#, #"{"a":0.1}"#, false),
        Case(#"{"a":[{"numeric":["<",1]}]}"#, #"{"a":"0"}"#, false),
        // Ours: SNS does not list it.
        Case(#"{"a":[{"wildcard":"a*c"}]}"#, #"{"a":"abbc"}"#, true),
        Case(#"{"a":[{"wildcard":"a*c"}]}"#, #"{"a":"abbd"}"#, false),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"10.0.0.17"}"#, true),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"10.0.1.17"}"#, false),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":null}"#, true),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":[]}"#, false),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":{"b":1}}"#, false),
        Case(#"{"a":[{"exists":false}]}"#, #"{"b":1}"#, true),
        Case(#"{"a":[{"exists":false}]}"#, #"{"a":1}"#, false),
        Case(#"{"a":{"b":["x"]}}"#, #"{"a":{"b":"x"}}"#, true),
        Case(#"{"a":{"b":["x"]}}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":{"b":[{"exists":false}]}}"#, #"{"c":1}"#, true),
        Case(#"{"a":["y"]}"#, #"{"a":["x",["y"]]}"#, true),
        Case(#"{"a":{"b":["x"]}}"#, #"{"a":[{"b":"z"},[{"b":["w","x"]}]]}"#, true),
        // One element must hold both, as in EventBridge.
        Case(#"{"a":{"b":["x"],"c":["y"]}}"#, #"{"a":[{"b":"x","c":"-"},{"b":"-","c":"y"}]}"#, false),
        Case(#"{"a":{"b":["x"],"c":["y"]}}"#, #"{"a":[{"b":"-"},{"b":"x","c":"y"}]}"#, true),
        Case(#"{"a.b":["x"]}"#, #"{"a.b":"x"}"#, true),
        Case(#"{"a.b":["x"]}"#, #"{"a":{"b":"x"}}"#, true),
        Case(#"{"a.b.c":["x"]}"#, #"{"a.b":[{"c":"x"}]}"#, true),
        Case(#"{"$or":[{"a":["1"]},{"b":["2"]}],"c":["3"]}"#, #"{"b":"2","c":"3"}"#, true),
        Case(#"{"$or":[{"a":["1"]},{"b":["2"]}],"c":["3"]}"#, #"{"a":"1","b":"2"}"#, false),
        Case(#"{"$or":["x"]}"#, #"{"$or":"x"}"#, true),
        Case("{}", #"{"a":1}"#, true),
        Case(#"{"a":["x"]}"#, "no JSON", false),
        Case(#"{"a":["x"]}"#, #"["x"]"#, false),
        Case("{}", "no JSON", false),
        Case(#"{"a":["é"]}"#, "{\"a\":\"e\u{301}\"}", false),
    ]

    @Test(arguments: bodies)
    func `a policy over bodies lets through what it describes`(example: Case) throws {
        let policy = try FilterPolicy(example.policy, scope: .body)
        #expect(policy.accepts(attributes: TopicAttributes(), body: example.message) == example.passes)
    }

    // MARK: Attributes

    static let attributes: [Case] = [
        Case(#"{"a":["x"]}"#, #"{"a":{"DataType":"String","StringValue":"x"}}"#, true),
        Case(#"{"a":["x"]}"#, #"{"b":{"DataType":"String","StringValue":"x"}}"#, false),
        Case(#"{"a":[99.12]}"#, #"{"a":{"DataType":"Number","StringValue":"99.120"}}"#, true),
        Case(#"{"a":[99.12]}"#, #"{"a":{"DataType":"String","StringValue":"99.12"}}"#, false),
        Case(#"{"a":[{"numeric":[">",0,"<=",100]}]}"#, #"{"a":{"DataType":"Number.int","StringValue":"+7"}}"#, true),
        Case(#"{"a":[{"numeric":[">",0,"<=",100]}]}"#, #"{"a":{"DataType":"Number","StringValue":"101"}}"#, false),
        Case(#"{"a":["x"]}"#, #"{"a":{"DataType":"String.Array","StringValue":"[\"y\",\"x\"]"}}"#, true),
        Case(#"{"a":[3,null]}"#, #"{"a":{"DataType":"String.Array","StringValue":"[null]"}}"#, true),
        Case(#"{"a":["x"]}"#, #"{"a":{"DataType":"String.Array","StringValue":"x"}}"#, false),
        Case(#"{"a":[{"anything-but":["x"]}]}"#, #"{"a":{"DataType":"String.Array","StringValue":"[\"x\"]"}}"#, false),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":{"DataType":"Binary","BinaryValue":"AgME"}}"#, true),
        Case(#"{"a":[{"anything-but":["x"]}]}"#, #"{"a":{"DataType":"Binary","BinaryValue":"AgME"}}"#, false),
        Case(#"{"a":[{"exists":false}]}"#, #"{"b":{"DataType":"String","StringValue":"x"}}"#, true),
        Case(#"{"a":[{"exists":false}]}"#, "{}", false),
        Case(#"{"a":["x"]}"#, "{}", false),
        Case("{}", "{}", true),
        Case(
            #"{"$or":[{"a":["1"]},{"b":["2"]}]}"#,
            #"{"b":{"DataType":"String","StringValue":"2"}}"#,
            true
        ),
    ]

    @Test(arguments: attributes)
    func `a policy over attributes lets through what it describes`(example: Case) throws {
        let policy = try FilterPolicy(example.policy, scope: .attributes)
        let attributes = try TopicAttributes(json: try JSONValue.parse(example.message).objectValue ?? [:])
        #expect(policy.accepts(attributes: attributes, body: "any") == example.passes)
    }

    // MARK: Refusals

    struct Refused: Sendable {
        let policy: String
        let text: String

        init(_ policy: String, _ text: String) {
            self.policy = policy
            self.text = text
        }
    }

    static let refused: [Refused] = [
        Refused("nonsense", "FilterPolicy: failed to parse JSON. "),
        Refused("[]", "FilterPolicy: failed to parse JSON. "),
        Refused(#"{"a":"x"}"#, #"FilterPolicy: "a" must be an object or an array"#),
        Refused(#"{"a":[]}"#, "FilterPolicy: Empty arrays are not allowed"),
        Refused(#"{"a":[["x"]]}"#, "FilterPolicy: Match value must be String, number, true, false, or null"),
        Refused(#"{"a":[{"like":"a*"}]}"#, "FilterPolicy: Unrecognized match type like"),
        Refused(#"{"a":[{"wildcard":"a**"}]}"#, "FilterPolicy: Consecutive wildcard characters at pos 2"),
        Refused(#"{"a":[{"cidr":1}]}"#, "FilterPolicy: prefix match pattern must be a string"),
        Refused(#"{"a":[{"cidr":"10.0.0.0"}]}"#, "FilterPolicy: Malformed CIDR, one '/' required"),
        Refused(#"{"a":[{"cidr":"10.0.0.0/x"}]}"#, "FilterPolicy: Malformed CIDR, mask bits must be an integer"),
        Refused(#"{"a":[{"cidr":"host/8"}]}"#, "FilterPolicy: Nonstandard IP address: host"),
        Refused(#"{"a":[{"prefix":"a","suffix":"b"}]}"#, "FilterPolicy: Only one key allowed in match expression"),
        Refused(#"{"a":[{}]}"#, "FilterPolicy: Match expression name not found"),
        Refused(#"{"a":[{"prefix":1}]}"#, "FilterPolicy: prefix match pattern must be a string"),
        Refused(#"{"a":[{"suffix":1}]}"#, "FilterPolicy: suffix match pattern must be a string"),
        Refused(#"{"a":[{"exists":"x"}]}"#, "FilterPolicy: exists match pattern must be either true or false."),
        Refused(#"{"a":[{"anything-but":{"suffix":"x"}}]}"#, "FilterPolicy: Unsupported anything-but pattern: suffix"),
        Refused(#"{"a":[{"anything-but":[]}]}"#, "FilterPolicy: Empty arrays are not allowed"),
        Refused(#"{"a":[{"numeric":[]}]}"#, "FilterPolicy: Invalid member in numeric match: ]"),
        Refused(#"{"a":[{"numeric":["<>",1]}]}"#, "FilterPolicy: Unrecognized numeric range operator: <>"),
        Refused(#"{"a":[{"numeric":["=","1"]}]}"#, "FilterPolicy: Value of equals must be numeric"),
        Refused(#"{"a":[{"numeric":[">=","1"]}]}"#, "FilterPolicy: Value of >= must be numeric"),
        Refused(#"{"a":[{"numeric":["=",1,"<",2]}]}"#, "FilterPolicy: Too many elements in numeric expression"),
        Refused(#"{"a":[{"numeric":[">",1,30]}]}"#, "FilterPolicy: Bad value in numeric range: 30"),
        Refused(#"{"a":[{"numeric":[">",1,">",3]}]}"#, "FilterPolicy: Bad numeric range operator: >"),
        Refused(#"{"a":[{"numeric":[">",3,"<",1]}]}"#, "FilterPolicy: Bottom must be less than top"),
        Refused(#"{"a":[{"numeric":[">",1,"<",3,4]}]}"#, "FilterPolicy: Too many terms in numeric range expression"),
        Refused(
            #"{"a":["x"],"b":["x"],"c":["x"],"d":["x"],"e":["x"],"f":["x"]}"#,
            "FilterPolicy: Filter policy can not have more than 5 keys"
        ),
        Refused(
            #"{"a":[1,2,3,4,5,6,7,8,9,10,11,12,13],"b":[1,2,3,4,5,6,7,8,9,10,11,12]}"#,
            "FilterPolicy: Filter policy is too complex"
        ),
        Refused(#"{"a":{"b":["c"]}}"#, "Filter policy scope MessageAttributes does not support nested filter policy"),
    ]

    @Test(arguments: refused)
    func `a policy that SNS would refuse is refused with its words`(example: Refused) {
        let error = #expect(throws: FilterPolicyError.self) { try FilterPolicy(example.policy, scope: .attributes) }
        #expect(error?.message.hasPrefix(example.text) == true, "\(error?.message ?? "no error")")
    }

    @Test func `combinations multiply by depth as the documentation counts them`() throws {
        let policy = try FilterPolicy(#"{"a":{"b":{"c":[1,2,3,4]}},"d":{"e":[1,2,3]}}"#, scope: .body)
        #expect(policy.pattern.combinations == 72)
        let alternatives = try FilterPolicy(#"{"$or":[{"a":[1,2]},{"b":[1,2,3]}],"c":[1,2]}"#, scope: .body)
        #expect(alternatives.pattern.combinations == 10)
    }

    @Test func `a policy nested without end is refused`() {
        let text = String(repeating: #"{"a":"#, count: 5000) + "[1]" + String(repeating: "}", count: 5000)
        #expect(throws: FilterPolicyError.self) { try FilterPolicy(text, scope: .body) }
    }

    @Test func `a message nested as deep as can be is searched`() throws {
        let deep = String(repeating: "[", count: 900) + "\"x\"" + String(repeating: "]", count: 900)
        let policy = try FilterPolicy(#"{"a":["x"]}"#, scope: .body)
        #expect(policy.accepts(attributes: TopicAttributes(), body: "{\"a\":\(deep)}"))
    }
}

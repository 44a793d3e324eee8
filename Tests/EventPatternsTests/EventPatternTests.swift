import QuickstepJSON
import Testing

@testable import QuickstepEventPatterns

struct EventPatternTests {
    struct Case: Sendable, CustomStringConvertible {
        let pattern: String
        let event: String
        let accepts: Bool

        init(_ pattern: String, _ event: String, _ accepts: Bool) {
            self.pattern = pattern
            self.event = event
            self.accepts = accepts
        }

        var description: String { "\(pattern) on \(event)" }
    }

    static let values: [Case] = [
        Case(#"{"a":["x","y"]}"#, #"{"a":"y","b":1}"#, true),
        Case(#"{"a":["x"]}"#, #"{"a":"X"}"#, false),
        Case(#"{"A":["x"]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":["x"],"b":["y"]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":[300]}"#, #"{"a":300.0}"#, true),
        Case(#"{"a":[300]}"#, #"{"a":"300"}"#, false),
        Case(#"{"a":["300"]}"#, #"{"a":300}"#, false),
        Case(#"{"a":[true]}"#, #"{"a":true}"#, true),
        Case(#"{"a":[true]}"#, #"{"a":"true"}"#, false),
        Case(#"{"a":[null]}"#, #"{"a":null}"#, true),
        Case(#"{"a":[null]}"#, #"{"a":"null"}"#, false),
        Case(#"{"a":[null]}"#, #"{"a":""}"#, false),
        Case(#"{"a":[null]}"#, #"{"a":[]}"#, false),
        Case(#"{"a":[null]}"#, #"{"b":1}"#, false),
        Case("{\"a\":[\"\u{e9}\"]}", "{\"a\":\"e\u{301}\"}", false),
        Case(#"{"detail":{"a":["x"]}}"#, #"{"detail":"{\"a\":\"x\"}"}"#, false),
    ]

    static let affixes: [Case] = [
        Case(#"{"a":[{"prefix":"ab"}]}"#, #"{"a":"abc"}"#, true),
        Case(#"{"a":[{"prefix":"ab"}]}"#, #"{"a":"Abc"}"#, false),
        Case(#"{"a":[{"prefix":""}]}"#, #"{"a":"any"}"#, true),
        Case(#"{"a":[{"prefix":""}]}"#, #"{"a":1}"#, false),
        Case(#"{"a":[{"prefix":{"equals-ignore-case":"AB"}}]}"#, #"{"a":"abc"}"#, true),
        Case(#"{"a":[{"prefix":{"equals-ignore-case":"AB"}}]}"#, #"{"a":"ba"}"#, false),
        Case(#"{"a":[{"suffix":".png"}]}"#, #"{"a":"x.png"}"#, true),
        Case(#"{"a":[{"suffix":".png"}]}"#, #"{"a":"x.PNG"}"#, false),
        Case(#"{"a":[{"suffix":""}]}"#, #"{"a":""}"#, true),
        Case(#"{"a":[{"suffix":{"equals-ignore-case":".PNG"}}]}"#, #"{"a":"x.png"}"#, true),
        Case(#"{"a":[{"equals-ignore-case":"Tennis"}]}"#, #"{"a":"tENNIS"}"#, true),
        Case(#"{"a":[{"equals-ignore-case":"Tennis"}]}"#, #"{"a":"tennis!"}"#, false),
        Case(#"{"a":[{"equals-ignore-case":""}]}"#, #"{"a":""}"#, true),
        Case(#"{"a":[{"equals-ignore-case":"x"}]}"#, #"{"a":true}"#, false),
    ]

    static let wildcards: [Case] = [
        Case(#"{"a":[{"wildcard":"a*b"}]}"#, #"{"a":"ab"}"#, true),
        Case(#"{"a":[{"wildcard":"a*b"}]}"#, #"{"a":"a-b-b"}"#, true),
        Case(#"{"a":[{"wildcard":"a*b"}]}"#, #"{"a":"a-c"}"#, false),
        Case(#"{"a":[{"wildcard":"a*a"}]}"#, #"{"a":"a"}"#, false),
        Case(#"{"a":[{"wildcard":"*"}]}"#, #"{"a":""}"#, true),
        Case(#"{"a":[{"wildcard":"*b*d*"}]}"#, #"{"a":"abcde"}"#, true),
        Case(#"{"a":[{"wildcard":"*d*b*"}]}"#, #"{"a":"abcde"}"#, false),
        Case(#"{"a":[{"wildcard":"*ab*ab"}]}"#, #"{"a":"abab"}"#, true),
        Case(#"{"a":[{"wildcard":"*aba*ab"}]}"#, #"{"a":"abab"}"#, false),
        Case(#"{"a":[{"wildcard":"plain"}]}"#, #"{"a":"plain"}"#, true),
        Case(#"{"a":[{"wildcard":"a\\*b"}]}"#, #"{"a":"a*b"}"#, true),
        Case(#"{"a":[{"wildcard":"a\\*b"}]}"#, #"{"a":"axb"}"#, false),
        Case(#"{"a":[{"wildcard":"a\\\\*"}]}"#, #"{"a":"a\\b"}"#, true),
        Case(#"{"a":[{"wildcard":""}]}"#, #"{"a":""}"#, false),
        Case(#"{"a":[{"wildcard":"*1"}]}"#, #"{"a":1}"#, false),
    ]

    static let exclusions: [Case] = [
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"a":"y"}"#, true),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"a":null}"#, true),
        Case(#"{"a":[{"anything-but":"x"}]}"#, #"{"b":1}"#, false),
        Case(#"{"a":[{"anything-but":5}]}"#, #"{"a":5.0}"#, false),
        Case(#"{"a":[{"anything-but":["x",5]}]}"#, #"{"a":5}"#, false),
        Case(#"{"a":[{"anything-but":["x",5]}]}"#, #"{"a":6}"#, true),
        Case(#"{"a":[{"anything-but":["x"]}]}"#, #"{"a":["x","y"]}"#, true),
        Case(#"{"a":[{"anything-but":["x"]}]}"#, #"{"a":["x","x"]}"#, false),
        Case(#"{"a":[{"anything-but":{"prefix":"x-"}}]}"#, #"{"a":"x-1"}"#, false),
        Case(#"{"a":[{"anything-but":{"prefix":"x-"}}]}"#, #"{"a":1}"#, true),
        Case(#"{"a":[{"anything-but":{"prefix":["x","y"]}}]}"#, #"{"a":"yes"}"#, false),
        Case(#"{"a":[{"anything-but":{"suffix":".png"}}]}"#, #"{"a":"x.png"}"#, false),
        Case(#"{"a":[{"anything-but":{"suffix":[".png",".gif"]}}]}"#, #"{"a":"x.jpg"}"#, true),
        Case(#"{"a":[{"anything-but":{"equals-ignore-case":"X"}}]}"#, #"{"a":"x"}"#, false),
        Case(#"{"a":[{"anything-but":{"equals-ignore-case":["X","Y"]}}]}"#, #"{"a":"z"}"#, true),
        Case(#"{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}"#, #"{"a":"/usr/lib/x"}"#, false),
        Case(#"{"a":[{"anything-but":{"wildcard":["*.a","*.b"]}}]}"#, #"{"a":"x.c"}"#, true),
    ]

    static let numbers: [Case] = [
        Case(#"{"a":[{"numeric":["=",1]}]}"#, #"{"a":1.0}"#, true),
        Case(#"{"a":[{"numeric":[">",0,"<=",5]}]}"#, #"{"a":5}"#, true),
        Case(#"{"a":[{"numeric":[">",0,"<=",5]}]}"#, #"{"a":0}"#, false),
        Case(#"{"a":[{"numeric":["<",5]}]}"#, #"{"a":4.999999}"#, true),
        Case(#"{"a":[{"numeric":["<",5]}]}"#, #"{"a":"4"}"#, false),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"10.0.0.255"}"#, true),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"10.0.1.0"}"#, false),
        Case(#"{"a":[{"cidr":"10.0.0.0/25"}]}"#, #"{"a":"10.0.0.128"}"#, false),
        Case(#"{"a":[{"cidr":"0.0.0.0/0"}]}"#, #"{"a":"9.9.9.9"}"#, true),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"::a00:1"}"#, false),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":"host"}"#, false),
        Case(#"{"a":[{"cidr":"10.0.0.0/24"}]}"#, #"{"a":167772161}"#, false),
        Case(#"{"a":[{"cidr":"2001:db8::/32"}]}"#, #"{"a":"2001:0db8:0:0::1"}"#, true),
        Case(#"{"a":[{"cidr":"2001:db8::/32"}]}"#, #"{"a":"2001:db9::1"}"#, false),
        Case(#"{"a":[{"cidr":"::ffff:0:0/96"}]}"#, #"{"a":"::ffff:1.2.3.4"}"#, true),
    ]

    static let presence: [Case] = [
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":null}"#, true),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":[]}"#, false),
        Case(#"{"a":[{"exists":true}]}"#, #"{"a":{"b":1}}"#, false),
        Case(#"{"a":[{"exists":false}]}"#, #"{"b":1}"#, true),
        Case(#"{"a":{"b":[{"exists":false}]}}"#, #"{"c":1}"#, true),
        Case(#"{"a":{"b":[{"exists":false}]}}"#, #"{"a":{"b":1}}"#, false),
        Case(#"{"a":[{"exists":false},"x"]}"#, #"{"a":"x"}"#, true),
    ]

    static let shapes: [Case] = [
        Case(#"{"$or":[{"a":[1]},{"b":[2]}]}"#, #"{"b":2}"#, true),
        Case(#"{"$or":[{"a":[1]},{"b":[2]}]}"#, #"{"b":1}"#, false),
        Case(#"{"$or":[{"a":[1]},{"b":[2]}],"c":[3]}"#, #"{"a":1}"#, false),
        Case(#"{"d":{"$or":[{"a":[1]},{"b":{"$or":[{"x":[1]},{"y":[2]}]}}]}}"#, #"{"d":{"b":{"y":2}}}"#, true),
        Case(#"{"$or":["x"]}"#, #"{"$or":"x"}"#, true),
        Case(#"{"$or":{"a":[1]}}"#, #"{"$or":{"a":1}}"#, true),
        Case(#"{"state.status":["x"]}"#, #"{"state":{"status":"x"}}"#, true),
        Case(#"{"state":{"status":["x"]}}"#, #"{"state.status":"x"}"#, true),
        Case(#"{"a":{"b":{"c":["x"]}}}"#, #"{"a.b":{"c":"x"}}"#, true),
        Case(#"{"a":{"b":{"c":["x"]}}}"#, #"{"a":{"b.c":"x"}}"#, true),
        Case(#"{"a":{"b":["x"],"c":["y"]}}"#, #"{"a":[{"b":"x","c":"-"},{"b":"-","c":"y"}]}"#, false),
        Case(#"{"a":{"b":["x"],"c":["y"]}}"#, #"{"a":[{"b":"-"},[{"b":"x","c":["z","y"]}]]}"#, true),
        // Dotted keys go into the same element, too.
        Case(#"{"a.b":["x"],"a.c":["y"]}"#, #"{"a":[{"b":"x","c":"-"},{"b":"-","c":"y"}]}"#, false),
        Case(#"{"a.b":["x"],"a":{"c":["y"]}}"#, #"{"a":[{"b":"-"},{"b":"x","c":"y"}]}"#, true),
        Case("{}", "{}", true),
    ]

    static let all = values + affixes + wildcards + exclusions + numbers + presence + shapes

    @Test(arguments: all)
    func `a pattern accepts the events that it describes`(example: Case) throws {
        let event = try #require(try JSONValue.parse(example.event).objectValue)
        let pattern = try EventPattern(example.pattern, dialect: .eventPattern)
        #expect(pattern.accepts(event) == example.accepts)
    }

    /// Whatever is nested may be written with dotted keys, in events as in patterns.
    @Test(arguments: all.filter { !$0.pattern.contains("$or") })
    func `a pattern with dotted keys accepts the same`(example: Case) throws {
        let event = try #require(try JSONValue.parse(example.event).objectValue)
        let pattern = try #require(try JSONValue.parse(example.pattern).objectValue)
        let dotted = try EventPattern(Self.dotted(pattern), dialect: .eventPattern)
        #expect(dotted.accepts(event) == example.accepts)
        let written = try EventPattern(pattern, dialect: .eventPattern)
        #expect(written.accepts(Self.dotted(event)) == example.accepts)
    }

    private static func dotted(_ object: JSONObject) -> JSONObject {
        var flat = JSONObject()
        for (key, value) in object {
            if case .object(let inner) = value {
                for (rest, value) in dotted(inner) { flat["\(key).\(rest)"] = value }
            } else {
                flat[key] = value
            }
        }
        return flat
    }

    /// An event is accepted by the pattern that is written from it.
    @Test func `a pattern made of an event accepts it, and not one that differs in a value`() throws {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var values = KeyedValues(state: seed)
        for _ in 0..<200 {
            let event = values.object(depth: 0)
            let pattern = Self.pattern(of: event)
            let compiled = try EventPattern(pattern, dialect: .eventPattern)
            #expect(compiled.accepts(event), "seed \(seed): \(JSONValue.object(event))")
            for (key, value) in event where value.objectValue == nil {
                var other = event
                other[key] = "other"
                #expect(!compiled.accepts(other), "seed \(seed): \(JSONValue.object(event)) without \(key)")
            }
        }
    }

    private static func pattern(of event: JSONObject) -> JSONObject {
        JSONObject(
            event.map { key, value in
                (key, value.objectValue.map { .object(pattern(of: $0)) } ?? .array([value]))
            }
        )
    }

    @Test func `a wildcard of many parts is matched in one pass`() throws {
        let wildcard = try Wildcard(String(repeating: "*a", count: 500) + "*b")
        #expect(!wildcard.matches(String(repeating: "a", count: 20_000)))
    }

    @Test func `a key of very many names is found all the same`() throws {
        let key = Array(repeating: "a", count: 1000).joined(separator: ".")
        let pattern = try EventPattern([key: ["x"]], dialect: .eventPattern)
        #expect(pattern.accepts([key: "x"]))
        #expect(!pattern.accepts([key: "y"]))
    }
}

/// Events drawn from a seed.
private struct KeyedValues {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }

    mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for index in 0...next(4) {
            object["k\(index)"] = next(3) == 0 && depth < 3 ? .object(self.object(depth: depth + 1)) : value()
        }
        return object
    }

    private mutating func value() -> JSONValue {
        switch next(4) {
        case 0: .null
        case 1: .bool(next(2) == 0)
        case 2: .number(JSONNumber(Int(next(1000))))
        default: .string("v\(next(1000))")
        }
    }
}

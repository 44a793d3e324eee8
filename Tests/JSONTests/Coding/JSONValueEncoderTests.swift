import QuickstepJSON
import QuickstepTestSupport
import Testing

@Suite struct JSONValueEncoderTests {
    @Test func `members are encoded in the order of the type`() throws {
        let value = try JSONValueEncoder().encode(Order.sample)
        #expect(value == Order.sampleValue)
    }

    @Test func `an absent optional is left out of an object and is null in an array`() throws {
        struct Sparse: Encodable {
            var a: Int?
            var b: String?
            var list: [Int?]
        }
        #expect(
            try JSONValueEncoder().encode(Sparse(a: nil, b: "x", list: [1, nil])) == ["b": "x", "list": [1, nil]]
        )
        #expect(try JSONValueEncoder().encode(Int?.none) == nil)
    }

    @Test func `JSON inside a type is taken as it is written`() throws {
        let literal = try JSONValue.parse(#"{"z":1.50,"a":[1E3,12345678901234567890]}"#)
        let wrapper = JSONWrapper(
            value: literal,
            object: ["b": 1, "a": 2],
            number: try #require(JSONNumber(literal: "-0"))
        )
        let encoded = try JSONValueEncoder().encode(wrapper)
        #expect(
            encoded.compactText
                == #"{"value":{"z":1.50,"a":[1E3,12345678901234567890]},"object":{"b":1,"a":2},"number":-0}"#
        )
        #expect(try JSONValueEncoder().encode(literal) == literal)
        #expect(try JSONValueEncoder().encode([literal]) == [literal])
    }

    @Test func `integers of every size and floats print as they are`() throws {
        #expect(try JSONValueEncoder().encode(UInt64.max).compactText == "18446744073709551615")
        #expect(try JSONValueEncoder().encode(Int64.min).compactText == "-9223372036854775808")
        #expect(try JSONValueEncoder().encode(UInt128.max).compactText == "340282366920938463463374607431768211455")
        #expect(try JSONValueEncoder().encode([UInt8(255)]) == [255])
        #expect(try JSONValueEncoder().encode(Float(0.1)).compactText == "0.1")
        #expect(try JSONValueEncoder().encode(0.1).compactText == "0.1")
        #expect(try JSONValueEncoder().encode([2.0]).compactText == "[2.0]")
    }

    @Test func `dictionaries and sets are sorted`() throws {
        let letters = Dictionary(uniqueKeysWithValues: "hgfedcba".map { (String($0), 1) })
        #expect(
            try JSONValueEncoder().encode(letters).objectValue.map { Array($0.keys) } == "abcdefgh".map(String.init)
        )
        #expect(try JSONValueEncoder().encode(["list": letters])["list"]?.objectValue?.first?.key == "a")
        #expect(try JSONValueEncoder().encode(Set(["c", "a", "b"])) == ["a", "b", "c"])
        #expect(try JSONValueEncoder().encode([Pair(x: 2): "b", Pair(x: 1): "a"]) == [["x": 1], "a", ["x": 2], "b"])
        #expect(try JSONValueEncoder().encode([2: "b", 1: "a"]) == ["1": "a", "2": "b"])
    }

    @Test func `an infinity or NaN is refused with its coding path`() throws {
        for value in [Double.infinity, -.infinity, .nan] {
            let error = try #require(throws: EncodingError.self) {
                try JSONValueEncoder().encode(["outer": [1, value]])
            }
            guard case .invalidValue(_, let context) = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(context.codingPath.map(\.stringValue) == ["outer", "Index 1"])
        }
        #expect(throws: EncodingError.self) { try JSONValueEncoder().encode(Float.nan) }
    }

    @Test func `classes encode their parents through super encoders`() throws {
        let dog = Dog(name: "Rex", tricks: ["sit"])
        #expect(try JSONValueEncoder().encode(dog) == ["tricks": ["sit"], "super": ["name": "Rex"]])
    }

    @Test func `nested containers are filled in after their parent has gone on`() throws {
        #expect(try JSONValueEncoder().encode(Nesting()) == Nesting.value)
    }

    @Test func `a value that encodes nothing is refused at the top and empty below`() throws {
        struct Nothing: Encodable {
            func encode(to encoder: any Encoder) throws {}
        }
        struct Empty: Encodable {}
        #expect(throws: EncodingError.self) { try JSONValueEncoder().encode(Nothing()) }
        #expect(try JSONValueEncoder().encode([Nothing()]) == [[:]])
        #expect(try JSONValueEncoder().encode(Empty()) == [:])
    }

    @Test func `types that nest too deeply are refused on a small stack`() {
        let refusals = onSmallStack { () -> [Bool] in
            let chain = Chain(length: 200)
            let encoder = JSONValueEncoder()
            let short = (try? encoder.encode(Chain(length: 120)))?.depth == 120
            let long = (try? encoder.encode(chain)) == nil
            let endless = (try? encoder.encode(EndlessNesting())) == nil
            return [short, long, endless]
        }
        #expect(refusals == [true, true, true])
    }

    @Test func `a result deeper than any parser accepts is refused`() {
        let deep = (0..<1000).reduce(JSONValue.null) { inner, _ in [inner] }
        #expect((try? JSONValueEncoder().encode(deep)) == deep)
        #expect(throws: EncodingError.self) { try JSONValueEncoder().encode([deep]) }
    }

    @Test func `user info reaches the encoded type`() throws {
        struct Greeter: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(CodingUserInfoKey(rawValue: "name").flatMap { encoder.userInfo[$0] as? String })
            }
        }
        var encoder = JSONValueEncoder()
        encoder.userInfo[try #require(CodingUserInfoKey(rawValue: "name"))] = "Ada"
        #expect(try encoder.encode([Greeter()]) == ["Ada"])
    }
}

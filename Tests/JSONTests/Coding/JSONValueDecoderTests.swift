import QuickstepJSON
import QuickstepTestSupport
import Testing

@Suite struct JSONValueDecoderTests {
    @Test func `a type with optionals, enums and nested types is decoded`() throws {
        #expect(try JSONValueDecoder().decode(Order.self, from: Order.sampleValue) == Order.sample)
    }

    @Test func `members that are not asked for are ignored and absent or null ones are nil`() throws {
        struct Loose: Decodable, Equatable {
            var a: Int?
            var b: Int?
            var list: [Int?]
        }
        let value: JSONValue = ["extra": 1, "b": nil, "list": [1, nil]]
        #expect(try JSONValueDecoder().decode(Loose.self, from: value) == Loose(a: nil, b: nil, list: [1, nil]))
    }

    @Test func `JSON inside a type is given as it was written`() throws {
        let text = #"{"value":{"z":1.50,"a":[1E3]},"object":{"b":1,"a":2},"number":-0}"#
        let wrapper = try JSONValueDecoder().decode(JSONWrapper.self, from: JSONValue.parse(text))
        #expect(wrapper.value.compactText == #"{"z":1.50,"a":[1E3]}"#)
        #expect(Array(wrapper.object.keys) == ["b", "a"])
        #expect(wrapper.number.description == "-0")
        #expect(try JSONValueDecoder().decode(JSONValue.self, from: [1]) == [1])
        #expect(try JSONValueDecoder().decode([String: JSONValue].self, from: ["a": [nil]]) == ["a": [nil]])
    }

    @Test func `integers are decoded exactly or refused`() throws {
        #expect(try JSONValueDecoder().decode(Int.self, from: 3.0) == 3)
        #expect(try JSONValueDecoder().decode([UInt8].self, from: [0, 255]) == [0, 255])
        #expect(try JSONValueDecoder().decode(UInt64.self, from: JSONValue.parse("18446744073709551615")) == .max)
        #expect(
            try JSONValueDecoder().decode(Int128.self, from: JSONValue.parse("-18446744073709551616"))
                == -18_446_744_073_709_551_616
        )
        for (text, type) in [("256", "UInt8"), ("-1", "UInt8"), ("1.5", "UInt8"), ("1e400", "UInt8")] {
            let error = try #require(throws: DecodingError.self) {
                try JSONValueDecoder().decode([String: [UInt8]].self, from: JSONValue.parse("{\"a\":[0,\(text)]}"))
            }
            guard case .dataCorrupted(let context) = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(context.codingPath.map(\.stringValue) == ["a", "Index 1"])
            #expect(context.codingPath.last?.intValue == 1)
            #expect(context.debugDescription == "The number \(text) does not fit in \(type).")
        }
    }

    @Test func `any number is decoded as a double within its range`() throws {
        #expect(try JSONValueDecoder().decode(Double.self, from: 3) == 3)
        #expect(try JSONValueDecoder().decode([Float].self, from: [0.1]) == [0.1])
        #expect(try JSONValueDecoder().decode(Double.self, from: JSONValue.parse("1.50")) == 1.5)
        #expect(throws: DecodingError.self) {
            try JSONValueDecoder().decode(Double.self, from: JSONValue.parse("1e400"))
        }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Float.self, from: 1e300) }
    }

    @Test func `a missing member is named with the path of its object`() throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONValueDecoder().decode([Pair].self, from: [["x": 1], ["y": 1]])
        }
        guard case .keyNotFound(let key, let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(key.stringValue == "x")
        #expect(context.codingPath.map(\.stringValue) == ["Index 1"])
    }

    @Test func `a value of another type is named with its path`() throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONValueDecoder().decode([String: Pair].self, from: ["p": ["x": "text"]])
        }
        guard case .typeMismatch(let type, let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(String(describing: type) == "Int")
        #expect(context.codingPath.map(\.stringValue) == ["p", "x"])
        #expect(context.debugDescription == "Expected to decode Int but found a string instead.")
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Bool.self, from: 1) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(String.self, from: 1) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode([Int].self, from: ["a": 1]) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Pair.self, from: [1]) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(JSONObject.self, from: [1]) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(JSONNumber.self, from: "1") }
    }

    @Test func `a null where a value is needed is a value not found`() throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONValueDecoder().decode(Pair.self, from: ["x": nil])
        }
        guard case .valueNotFound(_, let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["x"])
    }

    @Test func `an array that ends too early is a value not found`() throws {
        struct Two: Decodable {
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                _ = try container.decode(Int.self)
                _ = try container.decode(Int.self)
            }
        }
        let error = try #require(throws: DecodingError.self) { try JSONValueDecoder().decode(Two.self, from: [1]) }
        guard case .valueNotFound(_, let context) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["Index 1"])
    }

    @Test func `classes decode their parents through super decoders`() throws {
        let value: JSONValue = ["tricks": ["sit"], "super": ["name": "Rex"]]
        let dog = try JSONValueDecoder().decode(Dog.self, from: value)
        #expect(dog.name == "Rex")
        #expect(dog.tricks == ["sit"])
    }

    @Test func `nested containers are decoded`() throws {
        #expect(try JSONValueDecoder().decode(Nesting.self, from: Nesting.value) == Nesting())
    }

    @Test func `types that nest too deeply are refused on a small stack`() {
        let answers = onSmallStack { () -> [Bool] in
            func chain(_ length: Int) -> JSONValue {
                (1..<length).reduce([:]) { inner, _ in ["next": inner] }
            }
            let decoder = JSONValueDecoder()
            return [
                (try? decoder.decode(Chain.self, from: chain(120)))?.length == 120,
                (try? decoder.decode(Chain.self, from: chain(900))) == nil,
            ]
        }
        #expect(answers == [true, true])
    }
}

import Foundation
import QuickstepJSON
import QuickstepTestSupport
import Testing

/// Coding through encoders and decoders of others, of which Foundation's stand here for all.
@Suite struct ForeignCodingTests {
    static let texts = [
        "[null,true,false,0,-1,1.5,\"text\",[],{}]", "{\"a\":{\"b\":[1,{\"c\":null}]},\"d\":\"é\"}",
        "[9223372036854775807]",
        "[18446744073709551615]", "[{\"x\":[[[1]]]}]",
    ]

    @Test(arguments: Self.texts)
    func `a value passes through a foreign encoder and decoder`(text: String) throws {
        let value = try JSONValue.parse(text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(value)
        #expect(String(decoding: data, as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    }

    @Test func `members from a foreign decoder are sorted by key`() throws {
        let data = Data(#"{"c":1,"a":2,"b":{"z":1,"y":2}}"#.utf8)
        let value = try JSONDecoder().decode(JSONValue.self, from: data)
        #expect(value.compactText == #"{"a":2,"b":{"y":2,"z":1},"c":1}"#)
        #expect(try JSONDecoder().decode(JSONObject.self, from: data) == value.objectValue)
    }

    @Test func `a value nested too deeply for foreign coders is refused on a small stack`() {
        let answers = onSmallStack { () -> [Bool] in
            func nested(_ depth: Int) -> JSONValue {
                (0..<depth).reduce(nil) { inner, level in level.isMultiple(of: 2) ? [inner] : ["a": inner] }
            }
            func passes(_ value: JSONValue) -> Bool {
                (try? JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))) == value
            }
            let bomb = Data(nested(400).compactBytes)
            return [
                passes(nested(100)),
                (try? JSONEncoder().encode(nested(1000))) == nil,
                (try? JSONDecoder().decode(JSONValue.self, from: bomb)) == nil,
            ]
        }
        #expect(answers == [true, true, true])
    }

    @Test func `a number passes through a foreign encoder and decoder`() throws {
        let number = try #require(JSONNumber(literal: "1E3"))
        let data = try JSONEncoder().encode([number])
        #expect(String(decoding: data, as: UTF8.self) == "[1000]")
        #expect(try JSONDecoder().decode([JSONNumber].self, from: data) == [JSONNumber(1000)])
        #expect(try JSONDecoder().decode([JSONNumber].self, from: Data("[0.25]".utf8)).first?.double == 0.25)
    }
}

import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct AttributeValueTests {
    @Test(arguments: [
        [#"{"S":""}"#, #"{"S":""}"#], [#"{"S":"t"}"#, #"{"S":"t"}"#], [#"{"N":"1.50"}"#, #"{"N":"1.5"}"#],
        [#"{"B":"AgME"}"#, #"{"B":"AgME"}"#], [#"{"B":""}"#, #"{"B":""}"#],
        [#"{"BOOL":false}"#, #"{"BOOL":false}"#], [#"{"NULL":true}"#, #"{"NULL":true}"#],
        [#"{"SS":["b","a"]}"#, #"{"SS":["b","a"]}"#], [#"{"NS":["1E1","2.0"]}"#, #"{"NS":["10","2"]}"#],
        [#"{"BS":["AA==","AQ=="]}"#, #"{"BS":["AA==","AQ=="]}"#], [#"{"L":[]}"#, #"{"L":[]}"#],
        [#"{"L":[{"N":"1.0"},{"S":"x"}]}"#, #"{"L":[{"N":"1"},{"S":"x"}]}"#],
        [#"{"M":{"k":{"L":[{"BOOL":true}]}}}"#, #"{"M":{"k":{"L":[{"BOOL":true}]}}}"#],
        [#"{"S":"x","N":null}"#, #"{"S":"x"}"#],
        [#"{"SS":["\u00e9","e\u0301"]}"#, "{\"SS\":[\"\u{E9}\",\"e\u{301}\"]}"],
    ])
    func `a value is kept in canonical form`(texts: [String]) throws {
        let text = try AttributeValue(try JSONValue.parse(texts[0])).json.compactText
        #expect(Array(text.utf8) == Array(texts[1].utf8))
    }

    @Test(arguments: [
        [#"{}"#, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
        [#"{"X":"a"}"#, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
        [
            #"{"S":"a","N":"1"}"#,
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        ],
        [
            #"{"NULL":false}"#,
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        ],
        [#"{"SS":[]}"#, "One or more parameter values were invalid: An string set  may not be empty"],
        [#"{"NS":[]}"#, "One or more parameter values were invalid: An number set  may not be empty"],
        [#"{"BS":[]}"#, "One or more parameter values were invalid: Binary sets should not be empty"],
        [
            #"{"SS":["a","a"]}"#,
            "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
        ],
        [
            #"{"NS":["1.0","1"]}"#,
            "One or more parameter values were invalid: Input collection [1, 1] contains duplicates.",
        ],
        [#"{"N":"x"}"#, "The parameter cannot be converted to a numeric value: x"],
        [
            #"{"M":{"":{"S":"x"}}}"#,
            "One or more parameter values were invalid: Attribute names must have 1 to 65535 bytes of UTF-8",
        ],
        [
            #"{"L":[{"N":"1E200"}]}"#,
            "Number overflow. Attempting to store a number with magnitude larger than supported range",
        ],
    ])
    func `a bad value is refused in the service's words`(texts: [String]) throws {
        let json = try JSONValue.parse(texts[0])
        let error = #expect(throws: ServiceError.self) { try AttributeValue(json) }
        #expect(error?.code == "ValidationException")
        #expect(error?.message == texts[1])
    }

    @Test(arguments: [
        [#"{"S":1}"#, "NUMBER_VALUE cannot be converted to String"],
        [#"{"N":1}"#, "NUMBER_VALUE cannot be converted to String"],
        [#"{"S":true}"#, "TRUE_VALUE cannot be converted to String"],
        [#"{"BOOL":"true"}"#, "STRING_VALUE cannot be converted to Boolean"],
        [#"{"S":{}}"#, "Start of structure or map found where not expected"],
        [#"{"SS":[1]}"#, "NUMBER_VALUE cannot be converted to String"],
        [#"{"L":{}}"#, "Start of structure or map found where not expected"],
        [#"{"M":[]}"#, "Start of list found where not expected"],
        [#""text""#, "STRING_VALUE cannot be converted to AttributeValue"],
        [#"{"B":7}"#, "NUMBER_VALUE cannot be converted to Blob"],
    ])
    func `a value of a wrong JSON type cannot be read`(texts: [String]) throws {
        let json = try JSONValue.parse(texts[0])
        let error = #expect(throws: ServiceError.self) { try AttributeValue(json) }
        #expect(error?.code == "SerializationException")
        #expect(error?.message == texts[1])
    }

    @Test(arguments: ["A", "AA", "AA=", "A===", "????"])
    func `broken Base64 is refused`(text: String) {
        let error = #expect(throws: ServiceError.self) { try AttributeValue(["B": .string(text)]) }
        #expect(error?.code == "SerializationException")
    }

    private func nested(_ levels: Int) -> JSONValue {
        var value: JSONValue = ["S": "x"]
        for level in 0..<levels { value = level.isMultiple(of: 2) ? ["L": [value]] : ["M": ["k": value]] }
        return value
    }

    @Test func `32 levels are taken and more are refused, however many`() throws {
        #expect(try AttributeValue(nested(32)).json == nested(32))
        for levels in [33, 500] {
            let error = #expect(throws: ServiceError.self) { try AttributeValue(nested(levels)) }
            #expect(error?.message.contains("Nesting Levels have exceeded supported limits") == true)
        }
    }

    @Test(arguments: [
        (#"{"S":"é"}"#, 2), (#"{"N":"123"}"#, 3), (#"{"N":"1E100"}"#, 2), (#"{"B":"AgME"}"#, 3),
        (#"{"BOOL":true}"#, 1), (#"{"NULL":true}"#, 1), (#"{"SS":["ab","c"]}"#, 3), (#"{"NS":["1","22"]}"#, 4),
        (#"{"L":[{"S":"ab"}]}"#, 6), (#"{"M":{"k":{"S":"ab"}}}"#, 7),
    ])
    func `a value has a size`(text: String, size: Int) throws {
        #expect(try AttributeValue(try JSONValue.parse(text)).byteCount == size)
    }
}

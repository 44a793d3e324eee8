import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

/// A number that keeps its text.
private func number(_ text: String) -> JSONNumber { JSONNumber(literal: text) ?? JSONNumber(0) }

@Suite struct IntrinsicFunctionTests {
    @Test(
        arguments: [
            ("States.Array()", []), ("States.Array(1, 'a', $.x)", [1, "a", ["y": 2]]),
            ("States.ArrayPartition($.list, 2)", [[1, 2], [3, 4], [5]]),
            ("States.ArrayPartition($.list, 9)", [[1, 2, 3, 4, 5]]),
            ("States.ArrayPartition($.none, 2)", []), ("States.ArrayPartition($.list, 2.4)", [[1, 2], [3, 4], [5]]),
            ("States.ArrayPartition($.list, 9223372036854775807)", [[1, 2, 3, 4, 5]]),
            ("States.ArrayContains($.list, 3)", true), ("States.ArrayContains($.list, 3.0)", true),
            ("States.ArrayContains($.list, '3')", false), ("States.ArrayContains($.objects, $.x)", true),
            ("States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]), ("States.ArrayRange(1, 9, 9)", [1]),
            ("States.ArrayRange(5, 1, -2)", [5, 3, 1]), ("States.ArrayRange(1, 0, 1)", []),
            ("States.ArrayRange(0.6, 3.4, 1)", [1, 2, 3]),
            ("States.ArrayGetItem($.list, 0)", 1), ("States.ArrayGetItem($.list, 4)", 5),
            ("States.ArrayGetItem($.list, 0.5)", 2),
            ("States.ArrayLength($.list)", 5), ("States.ArrayLength($.none)", 0),
            ("States.ArrayUnique($.repeated)", [1, "1", ["a": 1, "b": 2], nil]),
        ] as [(String, JSONValue)]
    )
    func `arrays are made, cut and searched`(call: String, expected: JSONValue) throws {
        let input: JSONValue = [
            "list": [1, 2, 3, 4, 5], "none": [], "x": ["y": 2], "objects": [["y": 2.0]],
            "repeated": [1, 1.0, "1", ["a": 1, "b": 2], ["b": 2, "a": 1], nil, nil, "1"],
        ]
        #expect(try evaluate(call, input) == expected)
    }

    @Test(
        arguments: [
            (
                "States.ArrayPartition($, 1)",
                "Argument 1 of States.ArrayPartition must be an array, but its type is object"
            ),
            ("States.ArrayPartition($.list, 0)", "The chunk size must be a positive integer, but it is 0"),
            (
                "States.ArrayPartition($.list, 'a')",
                "Argument 2 of States.ArrayPartition must be a number, but its type is string"
            ),
            ("States.ArrayRange(1, 2, 0)", "The step of a range cannot be 0"),
            ("States.ArrayRange(1, 1000, 1)", nil),
            ("States.ArrayRange(0, 1000, 1)", "The range has 1001 elements; 1000 is the limit"),
            ("States.ArrayGetItem($.list, 5)", "The index 5 is out of bounds for an array of 5 elements"),
            ("States.ArrayGetItem($.list, -1)", "The index -1 is out of bounds for an array of 5 elements"),
            ("States.ArrayLength('a')", "Argument 1 of States.ArrayLength must be an array, but its type is string"),
        ] as [(String, String?)]
    )
    func `arrays have bounds`(call: String, detail: String?) {
        expectFailure(of: call, detail, input: ["list": [1, 2, 3, 4, 5]])
    }

    @Test(
        arguments: [
            ("States.Base64Encode('Data to encode')", "RGF0YSB0byBlbmNvZGU="), ("States.Base64Encode('')", ""),
            ("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "Data to encode"), ("States.Base64Decode('')", ""),
            ("States.Base64Decode(States.Base64Encode('é{}'))", "é{}"),
            ("States.Hash('input data', 'MD5')", "812f45842bc6d66ee14572ce20db8e86"),
            ("States.Hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
            (
                "States.Hash('input data', 'SHA-256')",
                "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"
            ),
            ("States.Hash($.a, 'MD5')", "bb6cb5c68df4652941caf652a366f2d8"),
        ] as [(String, JSONValue)]
    )
    func `texts are encoded and hashed`(call: String, expected: JSONValue) throws {
        #expect(try evaluate(call, ["a": ["a": 1]]) == expected)
    }

    @Test(
        arguments: [
            ("States.Base64Decode('***')", "The argument is not valid Base64"),
            ("States.Base64Decode('/w==')", "The decoded bytes are not UTF-8 text"),
            ("States.Base64Encode($.long)", "The argument is longer than 10000 characters"),
            ("States.Base64Encode($.fits)", nil),
            ("States.Hash($.long, 'MD5')", "The argument is longer than 10000 characters"),
            ("States.Hash('a', 'md5')", "The algorithm 'md5' is not one of: MD5, SHA-1, SHA-256, SHA-384, SHA-512"),
            ("States.Base64Encode(1)", "Argument 1 of States.Base64Encode must be a string, but its type is number"),
        ] as [(String, String?)]
    )
    func `texts to encode and hash have bounds`(call: String, detail: String?) {
        let fits = String(repeating: "a", count: 10_000)
        expectFailure(of: call, detail, input: ["long": .string(fits + "a"), "fits": .string(fits)])
    }

    @Test(
        arguments: [
            ("States.JsonMerge($.a, $.b, false)", ["x": 1, "y": ["q": 2], "z": 3]),
            ("States.StringToJson('{\"a\": [1, 1.50, null]}')", ["a": [1, .number(number("1.50")), nil]]),
            ("States.StringToJson('')", nil), ("States.StringToJson(' ')", nil), ("States.StringToJson('-0')", 0),
            ("States.StringToJson('[-0, -1]')", [0, -1]), ("States.StringToJson('null')", nil),
            ("States.JsonToString($.a)", #"{"x":1,"y":{"p":1}}"#), ("States.JsonToString('a')", #""a""#),
        ] as [(String, JSONValue)]
    )
    func `JSON is merged, read and written`(call: String, expected: JSONValue) throws {
        let input: JSONValue = ["a": ["x": 1, "y": ["p": 1]], "b": ["y": ["q": 2], "z": 3]]
        #expect(try evaluate(call, input) == expected)
    }

    @Test(
        arguments: [
            ("States.JsonMerge($.a, $.b, true)", "Deep merging is not supported: the third argument must be false"),
            (
                "States.JsonMerge($.a, 1, false)",
                "Argument 2 of States.JsonMerge must be an object, but its type is number"
            ),
            (
                "States.JsonMerge($.a, $.b, 'false')",
                "Argument 3 of States.JsonMerge must be a boolean, but its type is string"
            ),
        ] as [(String, String?)]
    )
    func `JSON is merged shallowly`(call: String, detail: String?) {
        expectFailure(of: call, detail, input: ["a": [:], "b": [:]])
    }

    @Test func `a text that is not JSON cannot be read`() {
        expectCause(of: "States.StringToJson('{')", name: "States.IntrinsicFailure", input: [:]) {
            $0.hasPrefix(
                "The function 'States.StringToJson('{')' had the following error: The argument is not valid JSON"
            )
        }
    }

    @Test(
        arguments: [
            ("States.MathAdd(1, 2)", 3), ("States.MathAdd(1.49, 1.5)", 3), ("States.MathAdd(-1.5, -1.51)", -3),
            ("States.MathAdd(0.5, 0)", 1), ("States.MathAdd(-0.5, 0)", 0), ("States.MathAdd(-1.5, 0)", -1),
            ("States.MathAdd(2147483647, 1)", 2_147_483_648),
        ] as [(String, JSONValue)]
    )
    func `operands are rounded half up before they are added`(call: String, expected: JSONValue) throws {
        #expect(try evaluate(call) == expected)
    }

    @Test(
        arguments: [
            (
                "States.MathAdd(2147483648, 1)",
                "Argument 1 must be between -2147483648 and 2147483647, but it is 2147483648"
            ),
            ("States.MathAdd(1, 1e300)", "Argument 2 is out of range: 1e300"),
            ("States.MathRandom(2, 2)", "The start 2 of the range is not below its end 2"),
        ] as [(String, String?)]
    )
    func `numbers have bounds`(call: String, detail: String?) {
        expectFailure(of: call, detail, input: [:])
    }

    @Test func `random integers reach the start and not the end`() throws {
        let call = try IntrinsicCall(parsing: "States.MathRandom(-1, 2)")
        var seen: Set<JSONValue> = []
        for event in 0..<200 {
            var scope = scope()
            scope.random = KeyedRandom(seed: 7, event: event)
            seen.insert(try call.evaluate(in: &scope))
        }
        #expect(seen == [-1, 0, 1])
    }

    @Test func `a seed gives the same number each time`() throws {
        let call = "States.MathRandom(0, 1000000, 42)"
        #expect(try evaluate(call) == evaluate(call))
        #expect(try evaluate(call) != evaluate("States.MathRandom(0, 1000000, 43)"))
    }

    @Test func `draws move the generator on`() throws {
        var scope = scope()
        let call = try IntrinsicCall(parsing: "States.UUID()")
        let first = try call.evaluate(in: &scope)
        let second = try call.evaluate(in: &scope)
        #expect(first != second)
        #expect(first.stringValue?.count == 36)
    }

    @Test(
        arguments: [
            ("States.StringSplit('1,2,3', ',')", ["1", "2", "3"]), ("States.StringSplit(',,,,', ',')", []),
            ("States.StringSplit(', , ,', ',')", [" ", " "]), ("States.StringSplit('', ',')", []),
            ("States.StringSplit('This.is+a,test=string', '.+,=')", ["This", "is", "a", "test", "string"]),
            ("States.StringSplit('a\r\nb', '\n')", ["a\r", "b"]), ("States.StringSplit('abc', '')", ["abc"]),
        ] as [(String, JSONValue)]
    )
    func `texts are split at every delimiter`(call: String, expected: JSONValue) throws {
        #expect(try evaluate(call) == expected)
    }

    @Test(
        arguments: [
            ("States.Format('a')", "a"), ("States.Format('{} and {}', 1, 'b')", "1 and b"),
            ("States.Format('{}{}{}{}', null, true, 1.1, 0.0)", "nulltrue1.10.0"),
            (#"States.Format('\{{}\}', 1)"#, "{1}"), ("States.Format($.template, 1)", "x1{}"),
            ("States.Format('{}', $.object)", "{Arg1=1, Arg2=[], Arg3={a=b, c=[1, null]}}"),
        ] as [(String, JSONValue)]
    )
    func `templates are filled`(call: String, expected: JSONValue) throws {
        let input: JSONValue = [
            "template": #"x{}\{\}"#,
            "object": ["Arg1": 1, "Arg2": [], "Arg3": ["a": "b", "c": [1, nil]]],
        ]
        #expect(try evaluate(call, input) == expected)
    }

    @Test(
        arguments: [
            ("States.Format('{}')", "The template has 1 '{}' for 0 arguments"),
            ("States.Format('a', 1)", "The template has 0 '{}' for 1 argument"),
            ("States.Format(1)", "Argument 1 of States.Format must be a string, but its type is number"),
        ] as [(String, String?)]
    )
    func `a template has as many slots as arguments`(call: String, detail: String?) {
        expectFailure(of: call, detail, input: [:])
    }

    @Test func `values that are too deep to walk are refused`() throws {
        var deep: JSONValue = 1
        for _ in 0..<400 { deep = [deep] }
        for call in ["States.Format('{}', $.deep)", "States.ArrayUnique($.deep)"] {
            expectFailure(of: call, "An argument is nested more than 250 deep", input: ["deep": deep])
        }
    }

    @Test func `a path that finds nothing is a failure of the runtime`() {
        let call = "States.Format('{}', States.JsonToString($.nope))"
        expectCause(of: call, name: "States.Runtime", input: ["a": 1]) {
            $0
                == "The function '\(call)' had the following error: The JsonPath argument for the field '$.nope' could not "
                + #"be found in the input '{"a":1}'"#
        }
    }

    @Test func `a path into the context object is named with one dollar sign`() {
        expectCause(of: "States.Format('{}', $$.a.b)", name: "States.Runtime", input: ["a": 1]) {
            $0
                == "The function 'States.Format('{}', $$.a.b)' had the following error: The JsonPath argument for the field "
                + #"'$.a.b' could not be found in the input '{"a":1}'"#
        }
    }

    /// Expects a failure of the call with a detail, or success where there is none.
    private func expectFailure(of call: String, _ detail: String?, input: JSONValue) {
        guard let detail else {
            #expect(throws: Never.self) { try evaluate(call, input) }
            return
        }
        expectCause(of: call, name: "States.IntrinsicFailure", input: input) {
            $0 == "The function '\(call)' had the following error: \(detail)"
        }
    }

    private func expectCause(of call: String, name: String, input: JSONValue, matches: (String) -> Bool) {
        do {
            let value = try evaluate(call, input)
            Issue.record("\(call) gave \(value.compactText)")
        } catch let error as EvaluationError {
            #expect(error.name == name)
            #expect(matches(error.cause), "\(error.cause)")
        } catch {
            Issue.record(error)
        }
    }
}

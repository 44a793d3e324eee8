import JSONata
import Testing

struct OperatorTests {
    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2", "5"),
        ("-7 % 3", "-1"),
        ("1 + nothing", "nothing"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1e21 * 10", "1e+22"),
        ("100000000000000000000", "100000000000000000000"),
        ("1/3", "0.3333333333333333"),
        ("-(-0)", "0"),
        ("1 = 1.0", "true"),
        ("{'a':1,'b':2} = {'b':2,'a':1}", "true"),
        ("[1,2] = [1,2]", "true"),
        ("1 = '1'", "false"),
        ("nothing = nothing", "false"),
        ("nothing != 1", "false"),
        ("null = null", "true"),
        ("'a' < 'b'", "true"),
        ("'\u{FFFD}' > '😀'", "true"),
        ("1 < nothing", "nothing"),
        ("1 in [1,2]", "true"),
        ("1 in 1", "true"),
        ("{'a':1} in [{'a':2}]", "false"),
        ("nothing in [1]", "false"),
        ("true and nothing", "false"),
        ("nothing or 'a'", "true"),
        ("'a' & 1 & true & null & nothing", #""a1truenull""#),
        ("'x' & [1,{'a':2}]", #""x[1,{\"a\":2}]""#),
        ("[1..3]", "[1,2,3]"),
        ("[3..1]", "[]"),
        ("[1..nothing]", "[]"),
        ("[0, 1..3, 9]", "[0,1,2,3,9]"),
        ("0 ?: 5", "5"),
        ("'a' ?: 5", #""a""#),
        ("nothing ?? 5", "5"),
        ("null ?? 5", "null"),
        ("false ?? 5", "false"),
        ("true ? 1", "1"),
        ("false ? 1", "nothing"),
        ("false ? 1 : true ? 2 : 3", "2"),
        ("and", "nothing"),
        ("{'in': 1}.in", "1"),
        ("($x := 1; ($x := 2; $x); $x)", "1"),
        ("()", "nothing"),
        ("[1,2,3] ~> $sum", "6"),
        ("[1,2,3] ~> $map(function($x){$x*2}) ~> $sum()", "12"),
        ("($f := $uppercase ~> $length; $f('abc'))", "3"),
        ("/* one */ 1 /* two */ + /**/ 1", "2"),
    ])
    func `an operator gives what the language says`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test func `a transform changes a copy`() throws {
        let input = #"{"a":[{"b":1,"c":2},{"b":3}],"d":4}"#
        #expect(try ask("$ ~> |a|{'b': b * 10}, 'c'|", input) == #"{"a":[{"b":10},{"b":30}],"d":4}"#)
        #expect(try ask("($ ~> |a|{'b': 0}|; a.b)", input) == "[1,3]")
        #expect(try ask("$ ~> |**|{'z': 1}|", #"{"a":{"b":{}}}"#) == #"{"a":{"b":{"z":1},"z":1},"z":1}"#)
        #expect(try ask("nothing ~> |a|{}|") == "nothing")
    }

    @Test func `an object that a transform puts into itself is put in as it was`() throws {
        #expect(try ask("$ ~> |a|{'self': $}|", #"{"a":{"b":1}}"#) == #"{"a":{"b":1,"self":{"b":1}}}"#)
    }
}

import JSONata
import QuickstepJSON
import Testing

struct FunctionTests {
    @Test(arguments: [
        ("$string(1.0)", #""1""#),
        ("$string(1/3)", #""0.333333333333333""#),
        ("$string(0.1+0.2)", #""0.3""#),
        ("$string([1,{'a':$sum}])", #""[1,{\"a\":\"\"}]""#),
        ("$string({'a':[1,2]}, true)", #""{\n  \"a\": [\n    1,\n    2\n  ]\n}""#),
        ("$string($sum)", #""""#),
        ("$length('a😀é')", "3"),
        ("$substring('hello', 1, 3)", #""ell""#),
        ("$substring('hello', -3)", #""llo""#),
        ("$substring('hello', -3, 2)", #""ll""#),
        ("$substring('hello', 2, 0)", #""""#),
        ("$substring('a😀b', 1, 1)", #""😀""#),
        ("$substringBefore('a-b-c', '-')", #""a""#),
        ("$substringAfter('a-b-c', '-')", #""b-c""#),
        ("$substringAfter('abc', 'x')", #""abc""#),
        ("$trim('  a \t\n b  ')", #""a b""#),
        ("$pad('a', 3, '#-')", ##""a#-""##),
        ("$pad('a', -4, 'xy')", #""xyxa""#),
        ("$join(['a','b'], '-')", #""a-b""#),
        ("$join('a')", #""a""#),
        ("$split('a, b, c', ', ', 2)", #"["a","b"]"#),
        ("$split('abc', '')", #"["a","b","c"]"#),
        ("$split('a1b22c', /[0-9]+/)", #"["a","b","c"]"#),
        ("$contains('abc', /B/i)", "true"),
        ("$match('ababbab', /a(b+)/, 2).groups", #"["b","bb"]"#),
        ("$replace('a.b.c', '.', '-', 1)", #""a-b.c""#),
        ("$replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1')", #""Smith, John""#),
        ("$replace('abc', /b/, function($m){ $uppercase($m.match) })", #""aBc""#),
        ("$base64encode('hello')", #""aGVsbG8=""#),
        ("$base64decode('aGVsbG8=')", #""hello""#),
        ("$encodeUrlComponent('a b&ü')", #""a%20b%26%C3%BC""#),
        ("$encodeUrl('http://x/a b?c=ü')", #""http://x/a%20b?c=%C3%BC""#),
        ("$decodeUrlComponent('a%20b%26')", #""a b&""#),
        ("$decodeUrl('a%20b%26')", #""a b%26""#),
    ])
    func `functions of texts`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test(arguments: [
        ("$number('0x1F')", "31"), ("$number('-12.5e1')", "-125"), ("$number(false)", "0"),
        ("$abs(-1.5)", "1.5"), ("$floor(-1.5)", "-2"), ("$ceil(1.2)", "2"),
        ("$round(2.5)", "2"), ("$round(3.5)", "4"), ("$round(-2.5)", "-2"), ("$round(1.005, 2)", "1"),
        ("$round(123.456, -2)", "100"), ("$round(0.15, 1)", "0.2"), ("$power(2, 10)", "1024"), ("$sqrt(9)", "3"),
        ("$formatBase(255, 16)", #""ff""#), ("$formatBase(-5, 2)", #""-101""#),
        ("$formatBase(2.5, 2)", #""10""#), ("$sum([])", "0"), ("$sum(nothing)", "nothing"), ("$max([])", "nothing"),
        ("$count(nothing)", "0"), ("$count(5)", "1"), ("$average([1,2,3,4])", "2.5"), ("$min([3,1,2])", "1"),
        ("$boolean([0,[]])", "false"), ("$boolean([[1]])", "true"), ("$not(nothing)", "nothing"),
        ("$exists(nothing)", "false"), ("$exists(null)", "true"), ("$boolean({})", "false"),
        ("$boolean($sum)", "false"),
    ])
    func `functions of numbers and truth`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test(arguments: [
        ("$append([1],[2,3])", "[1,2,3]"), ("$append(1, nothing)", "1"), ("$append(nothing, 2)", "2"),
        ("$reverse([1,2,3])", "[3,2,1]"), ("$distinct([1,'1',1,{'a':1},{'a':1}])", #"[1,"1",{"a":1}]"#),
        ("$zip([1,2,3],['a','b'])", #"[[1,"a"],[2,"b"]]"#), ("$zip(1, nothing)", "[]"),
        ("$sort([3,1,2])", "[1,2,3]"), ("$sort(['b','a'])", #"["a","b"]"#),
        ("$sort([1,3,2], function($a,$b){$a<$b})", "[3,2,1]"),
        ("$map([1,2], function($v,$i,$a){$v+$i+$count($a)})", "[3,5]"),
        ("$map([1,2], function($v){$v=1 ? $v})", "1"), ("$filter([1,2,3], function($v){$v>5})", "nothing"),
        ("$filter([1,2,3], function($v,$i){$i=1})", "2"), ("$single([1,2,3], function($v){$v=2})", "2"),
        ("$reduce([1,2,3], function($a,$b){$a*$b})", "6"), ("$reduce([], function($a,$b){$a}, 7)", "7"),
        ("$reduce([1,2,3], function($a,$b,$i){$a+$i}, 0)", "3"),
        ("$keys([{'a':1},{'b':2,'a':3}])", #"["a","b"]"#), ("$keys({'a':1})", #""a""#),
        ("$lookup([{'a':1},{'a':2}], 'a')", "[1,2]"), ("$spread({'a':1,'b':2})", #"[{"a":1},{"b":2}]"#),
        ("$merge([{'a':1},{'a':2,'b':3}])", #"{"a":2,"b":3}"#),
        ("$each({'a':1}, function($v,$k){$k & $v})", #""a1""#),
        ("$sift({'a':1,'b':2}, function($v){$v>1})", #"{"b":2}"#), ("$sift({'a':1}, function($v){false})", "nothing"),
        ("$type([])", #""array""#), ("$type(null)", #""null""#), ("$type($sum)", #""function""#),
        ("$type(nothing)", "nothing"), ("$clone({'a':[1]})", #"{"a":[1]}"#),
        ("$shuffle([1])", "[1]"), ("$count($shuffle([1..10]))", "10"), ("$sum($shuffle([1..10]))", "55"),
    ])
    func `functions of arrays and objects`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test(arguments: [
        ("$formatNumber(12345.6, '#,###.00')", #""12,345.60""#), ("$formatNumber(-6, '000')", #""-006""#),
        ("$formatNumber(-5, '0;(0)')", #""(5)""#), ("$formatNumber(0.14, '01%')", #""14%""#),
        ("$formatNumber(1234.5678, '00.000e0')", #""12.346e2""#), ("$formatNumber(0, '#.##')", #"".0""#),
        ("$formatNumber(1e10, '0.0')", #""10000000000.0""#), ("$formatNumber(0.5, '.00')", #"".50""#),
        ("$formatInteger(2789, 'w')", #""two thousand, seven hundred and eighty-nine""#),
        ("$formatInteger(21, '1;o')", #""21st""#), ("$formatInteger(112, '1;o')", #""112th""#),
        ("$formatInteger(-7, '00')", #""-07""#), ("$parseInteger('twelve thousand', 'w')", "12000"),
        ("$parseInteger('1,200', '#,##0')", "1200"), ("$fromMillis(1510067557121)", #""2017-11-07T15:12:37.121Z""#),
        ("$fromMillis(1510067557121, '[M01]/[D01]/[Y0001] [h#1]:[m01][P]')", #""11/07/2017 3:12pm""#),
        ("$fromMillis(1510067557121, '[H01]:[m01]:[s01] [z]', '-0500')", #""10:12:37 GMT-05:00""#),
        ("$toMillis('2017-11-07T15:07:54.972Z')", "1510067274972"), ("$toMillis('2018')", "1514764800000"),
        ("$toMillis('7/11/2017', '[D]/[M]/[Y]')", "1510012800000"), ("$now()", #""2017-11-07T15:12:37.121Z""#),
        ("$millis()", "1510067557121"), ("$now('[Y]')", #""2017""#),
    ])
    func `pictures write and read numbers and dates`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test func `the caller's functions come before the library's`() throws {
        let twice = try ProvidedFunction(signature: "<n-:n>") { arguments in
            (arguments.first?.flatMap(\.self)?.intValue).map { .number(JSONNumber($0 * 2)) }
        }
        #expect(try ask("$map([1,2], $twice)") { $0.functions["twice"] = twice } == "[2,4]")
        #expect(try ask("$sum(4)") { $0.functions["sum"] = twice } == "8")
        #expect(try ask("(5).$twice()") { $0.functions["twice"] = twice } == "10")
        #expect(try ask("$twice('a')") { $0.functions["twice"] = twice } == "! T0410")
    }

    @Test func `random numbers come from the caller`() throws {
        #expect(try ask("[$random(), $random()]") { $0.random = { Double($0) / 4 } } == "[0,0.25]")
    }

    @Test func `bindings are variables`() throws {
        #expect(try ask("$a.b + $c") { $0.bindings = ["a": ["b": 1], "c": 2] } == "3")
    }

    @Test func `eval sees and binds the variables around it, and is not there in state machines`() throws {
        #expect(try ask("($x := 2; $eval('$x * 3'))") == "6")
        #expect(try ask("($eval('$y := 5'); $y)") == "5")
        #expect(try ask("$eval('1 +')") == "! D3120")
        #expect(try ask("$eval('1 + \"a\"')") == "! D3121")
        #expect(try ask("$eval('1')", dialect: .stepFunctions) == "! T1006")
    }
}

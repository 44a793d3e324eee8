import JSONata
import Testing

struct LambdaTests {
    @Test(arguments: [
        ("function($x){$x}(1)", "1"), ("λ($x, $y){[$x, $y]}(1)", "[1]"), ("function($x){$x}", "function"),
        ("($f := function($x){function($y){$x + $y}}; $f(1)(2))", "3"),
        ("($f := function($x, $y){$x - $y}; $g := $f(?, 1); $g(5))", "4"),
        ("($first := $substring(?, 0, 1); $first('abc'))", #""a""#),
        ("($f := function($n){$n < 1 ? 'done' : $f($n - 1)}; $f(20000))", #""done""#),
        (
            "($even := function($n){$n = 0 ? true : $odd($n - 1)}; $odd := function($n){$n = 0 ? false : $even($n - 1)}; $even(5001))",
            "false"
        ),
        ("($f := function($n){$n = 0 ? 0 : 1 + $f($n - 1)}; $f(600))", "600"),
        ("[1..3].function($x)<n-:n>{$x * 2}()", "[2,4,6]"),
        ("function($x)<a>{$x}(1)", "[1]"), ("function($s, $n)<s?n:x>{[$s, $n]}(5)", "[5]"),
        ("function($a)<(ns)>{$a}('x')", #""x""#), ("($x := 1; $f := function(){$x}; $x := 2; $f())", "2"),
        ("($f := $sum; $f([1,2]))", "3"), ("[$sum, $count].$([1,2])", "[3,2]"),
    ])
    func `functions are values`(_ source: String, _ expected: String) throws {
        #expect(try ask(source) == expected)
    }

    @Test func `a user's function can stand in for a regular expression`() throws {
        let source = """
            (
              $m := function($s, $o){ $s = 'ab' ? {'match': 'a', 'start': 0, 'end': 1, 'groups': [], 'next': function(){nothing}} };
              $match('ab', $m).match
            )
            """
        #expect(try ask(source) == #""a""#)
        #expect(try ask("$contains('ab', function($s){{'x': 1}})") == "! T1010")
    }
}

import JSONata
import QuickstepJSON
import Testing

struct ErrorTests {
    @Test(arguments: [
        ("\"abc", "S0101"), ("1e999", "S0102"), (#""\y""#, "S0103"), (#""\u12x4""#, "S0104"), ("`abc", "S0105"),
        ("/* abc", "S0106"), ("1 2", "S0201"), ("[1,2)", "S0202"), ("(1", "S0203"), ("a ! b", "S0204"),
        ("1 +", "S0207"),
        ("function(x){1}", "S0208"), ("[1]{'a':1}[0]", "S0209"), ("a{'a':1}{'b':1}", "S0210"), (")", "S0211"),
        ("1 := 2", "S0212"), ("a.1", "S0213"), ("a.true", "S0213"), ("a@1", "S0214"), ("a#b", "S0214"),
        ("a[1]@$x", "S0215"), ("a^(b)@$x", "S0216"), ("%", "S0217"), ("a.%.%", "S0217"), ("a ~> //", "S0301"),
        ("a ~> /abc", "S0302"), ("a ~> /(/x/", "S0302"), ("function($x)<n<s>>{1}", "S0401"),
        ("function($x)<(a<n>)>{1}", "S0402"), ("$abs('a')", "T0410"),
        ("('a').$abs()", "T0411"), ("$sum(['a'])", "T0412"), ("{1: 2}", "T1003"), ("sum(1)", "T1005"),
        ("foo()", "T1006"),
        ("sum(?)", "T1007"), ("foo(?)", "T1008"), ("'a' + 1", "T2001"), ("1 + 'a'", "T2002"), ("['a'..1]", "T2003"),
        ("[1..1.5]", "T2004"), ("1 ~> 2", "T2006"), ("[{'a':1},{'a':'b'}]^(a)", "T2007"),
        ("[{'a':true},{'a':false}]^(a)", "T2008"), ("1 < 'a'", "T2009"), ("true < 1", "T2010"), ("null > 1", "T2010"),
        ("{'a':{}} ~> |a|1|", "T2011"), ("{'a':{}} ~> |a|{}, 1|", "T2012"), ("($clone := 1; {} ~> |a|{}|)", "T2013"),
        ("1/0 + 1", "D1001"), ("1/0", "D1001"), ("-'a'", "D1002"), ("$match('aa', /x*/)", "D1004"),
        ("{'a':1,'a':2}", "D1009"), ("{'_jsonata_lambda': true}", "D1013"), ("[1..1e8]", "D2014"),
        ("$string(1/0)", "D3001"),
        ("$replace('a', '', 'b')", "D3010"), ("$replace('a', 'b', 'c', -1)", "D3011"),
        ("$replace('a', /a/, function(){1})", "D3012"), ("$split('a', 'b', -1)", "D3020"), ("$number('x')", "D3030"),
        ("$match('a', /a/, -1)", "D3040"), ("$reduce([1], function($x){$x})", "D3050"), ("$sqrt(-1)", "D3060"),
        ("$power(10, 400)", "D3061"), ("$sort([1,'a'])", "D3070"), ("$formatNumber(1, '0;0;0')", "D3080"),
        ("$formatNumber(1, '0.0.0')", "D3081"), ("$formatNumber(1, '0%%')", "D3082"),
        ("$formatNumber(1, '0‰‰')", "D3083"),
        ("$formatNumber(1, '0%‰')", "D3084"), ("$formatNumber(1, '.')", "D3085"), ("$formatNumber(1, '0x0')", "D3086"),
        ("$formatNumber(1, '0,.0')", "D3087"), ("$formatNumber(1, '0,')", "D3088"),
        ("$formatNumber(1, '0,,0')", "D3089"),
        ("$formatNumber(1, '0#')", "D3090"), ("$formatNumber(1, '0.#0')", "D3091"),
        ("$formatNumber(1, '0e0%')", "D3092"),
        ("$formatNumber(1, '0e#')", "D3093"), ("$formatBase(1, 37)", "D3100"), ("$toMillis('x')", "D3110"),
        ("$eval('(')", "D3120"), ("$eval('1+\"\"')", "D3121"), ("$formatInteger(1, '#')", "D3130"),
        ("$formatInteger(1, '0٠')", "D3131"), ("$fromMillis(0, '[q]')", "D3132"), ("$fromMillis(0, '[YN]')", "D3133"),
        ("$fromMillis(0, '[Z010101]')", "D3134"), ("$fromMillis(0, '[Y')", "D3135"),
        ("$toMillis('1-1', '[Y]-[D]')", "D3136"),
        ("$error()", "D3137"), ("$single([1,2])", "D3138"), ("$single([])", "D3139"), ("$decodeUrl('%')", "D3140"),
        ("$assert(false)", "D3141"),
    ])
    func `each error has its code and a message`(_ source: String, _ code: String) throws {
        let error = try #require(try failure(of: source))
        #expect(error.code == code)
        #expect(error.message != "Unknown error")
        #expect(!error.message.contains("{{"))
    }

    @Test func `an error says where it is and what it is about`() throws {
        let missing = try #require(try failure(of: "[1,2)"))
        #expect(missing.position == 5)
        #expect(missing.token == ")")
        #expect(missing.message == #"Expected "]", got ")""#)
        let types = try #require(try failure(of: "10 + 'x'"))
        #expect(types.position == 4)
        #expect(types.token == "+")
        #expect(types.value == "x")
        #expect(types.message == #"The right side of the "+" operator must evaluate to a number"#)
        let call = try #require(try failure(of: "$sum(1, 2)"))
        #expect(call.token == "sum")
        #expect(call.index == 2)
        #expect(call.message == #"Argument 2 of function "sum" does not match function signature"#)
        let intended = try #require(try failure(of: "sum(1)"))
        #expect(intended.message == "Attempted to invoke a non-function. Did you mean $sum?")
        let order = try #require(try failure(of: "1 < 'a'"))
        #expect(order.message == #"The values 1 and "a" either side of operator "<" must be of the same data type"#)
    }
}

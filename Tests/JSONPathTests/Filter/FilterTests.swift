import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

/// A condition and the numbers (from 0) of the elements of a document that it lets through.
struct FilterCase: Sendable, CustomTestStringConvertible {
    let condition: String
    let document: String
    let expected: [Int]

    init(_ condition: String, of document: String, lets expected: [Int]) {
        self.condition = condition
        self.document = document
        self.expected = expected
    }

    var testDescription: String { "\(self.condition) of \(self.document.prefix(60))" }

    func check() throws {
        let document = try JSONValue.parse(self.document)
        let elements = try #require(document.arrayValue)
        let result = try JSONPath("$[?(\(self.condition))]").query(document)
        #expect(result == .success(.array(self.expected.map { elements[$0] })))
    }
}

@Suite struct `Filters` {
    private static let numbers = #"[{"a":1},{"a":2},{"a":3.0},{"a":"2"},{"a":null},{"b":1},5]"#
    private static let texts = #"[{"s":"apple"},{"s":"Banana"},{"s":"cherry"},{"s":""},{"s":7}]"#
    private static let lists = #"[{"l":[1,2]},{"l":[2,3,4]},{"l":[]},{"l":"ab"},{"l":{"x":1}},{"l":5},{}]"#

    @Test(arguments: [
        FilterCase("@.a == 2", of: numbers, lets: [1, 3]),
        FilterCase("@.a==3", of: numbers, lets: [2]),
        FilterCase("2 == @.a", of: numbers, lets: [1, 3]),
        FilterCase("@.a == '2'", of: numbers, lets: [1, 3]),
        FilterCase("@.a === '2'", of: numbers, lets: [3]),
        FilterCase("@.a === 2", of: numbers, lets: [1]),
        FilterCase("@.a !== 2", of: numbers, lets: [0, 2, 3, 4, 5, 6]),
        FilterCase("@.a != 2", of: numbers, lets: [0, 2, 4, 5, 6]),
        FilterCase("@.a == null", of: numbers, lets: [4]),
        FilterCase("@.a != null", of: numbers, lets: [0, 1, 2, 3, 5, 6]),
        FilterCase("@ == 5", of: numbers, lets: [6]),
        FilterCase("@.a == @.b", of: #"[{"a":1,"b":1},{"a":1,"b":2},{}]"#, lets: [0]),
        FilterCase("@ == {\"a\":1}", of: numbers, lets: [0]),
        FilterCase("@ == {'a': 1.0}", of: numbers, lets: [0]),
        FilterCase("@.l == [1, 2]", of: lists, lets: [0]),
        FilterCase("@ == true", of: "[true,false,1,\"true\"]", lets: [0]),
        FilterCase(
            "@.a == 12345678901234567890",
            of: #"[{"a":12345678901234567890},{"a":12345678901234567891}]"#,
            lets: [0]
        ),
        FilterCase("@.a == 1e0", of: numbers, lets: [0]),
        FilterCase("@.a == -1", of: #"[{"a":-1},{"a":1}]"#, lets: [0]),
    ])
    func `equality compares numbers by value and with the texts that write them`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("@.a < 2", of: numbers, lets: [0]),
        FilterCase("@.a <= 2", of: numbers, lets: [0, 1]),
        FilterCase("@.a > 1", of: numbers, lets: [1, 2]),
        FilterCase("@.a>=3", of: numbers, lets: [2]),
        FilterCase("2 < @.a", of: numbers, lets: [2]),
        FilterCase("@.s < 'b'", of: texts, lets: [0, 1, 3]),
        FilterCase("@.s >= 'apple'", of: texts, lets: [0, 2]),
        FilterCase("@.s > 5", of: texts, lets: [4]),
        FilterCase("@.a < null", of: numbers, lets: []),
        FilterCase("@.x <= @.y", of: numbers, lets: []),
        FilterCase("@ < '\u{FFFF}'", of: #"["\uD83C\uDF89","\uFFFF"]"#, lets: [0]),
    ])
    func `order is that of two numbers or of two texts`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("@.s in ['apple', \"cherry\"]", of: texts, lets: [0, 2]),
        FilterCase("@.s IN ['apple']", of: texts, lets: [0]),
        FilterCase("@.s nin ['apple','cherry']", of: texts, lets: [1, 3, 4]),
        FilterCase("@.s in []", of: texts, lets: []),
        FilterCase("@.x in [null]", of: texts, lets: []),
        FilterCase("2 in @.l", of: lists, lets: [0, 1]),
        FilterCase("@.l subsetof [1,2,3]", of: lists, lets: [0, 2]),
        FilterCase("@.l anyof [1,4]", of: lists, lets: [0, 1]),
        FilterCase("@.l noneof [1]", of: lists, lets: [1, 2]),
        FilterCase("@.l all [2]", of: lists, lets: [0, 1]),
        FilterCase("@.l contains 3", of: lists, lets: [1]),
        FilterCase("@.l contains 'b'", of: lists, lets: [3]),
        FilterCase("@.s contains 'an'", of: texts, lets: [1]),
        FilterCase("@ contains 'aab'", of: #"["aaab","aab","aba","b"]"#, lets: [0, 1]),
        FilterCase("@.s contains ''", of: texts, lets: [0, 1, 2, 3]),
        FilterCase("@.l size 2", of: lists, lets: [0, 3]),
        FilterCase("@.l size 1", of: lists, lets: [4]),
        FilterCase("@.l size @.n", of: #"[{"l":[1],"n":1},{"l":[1],"n":2}]"#, lets: [0]),
        FilterCase("@.l empty true", of: lists, lets: [2]),
        FilterCase("@.l empty false", of: lists, lets: [0, 1, 3, 4]),
        FilterCase("@.s empty true", of: texts, lets: [3]),
    ])
    func `lists are asked for their elements`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("@.a", of: #"[{"a":1},{"a":null},{"a":false},{"b":1},1]"#, lets: [0, 1, 2]),
        FilterCase("!@.a", of: #"[{"a":1},{"a":null},{"b":1},1]"#, lets: [2, 3]),
        FilterCase("@", of: "[null,0]", lets: [0, 1]),
        FilterCase("@.a.b", of: #"[{"a":{"b":1}},{"a":{}},{"a":1},{}]"#, lets: [0]),
        FilterCase("@[0]", of: "[[],[1],{}]", lets: [1]),
        FilterCase("@['a b']", of: #"[{"a b":1},{}]"#, lets: [0]),
        FilterCase("@..x", of: #"[{"a":{"x":1}},{"a":1}]"#, lets: [0]),
        FilterCase("@[*]", of: "[[],[1]]", lets: [1]),
        FilterCase("@.length()", of: "[[],[1]]", lets: [0, 1]),
        FilterCase("@.length() > 1", of: #"[[1],[1,2],"abc","a"]"#, lets: [1, 2]),
        FilterCase("@.tags[?(@ == 'x')]", of: #"[{"tags":["x"]},{"tags":["y"]},{}]"#, lets: [0]),
        FilterCase("@.a[*] == [1,2]", of: #"[{"a":[1,2]},{"a":[1]}]"#, lets: [0]),
    ])
    func `a path alone asks whether it leads anywhere`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("@ == 1 || @ == 2 && @ == 3", of: "[1,2,3]", lets: [0]),
        FilterCase("(@ == 1 || @ == 2) && @ != 1", of: "[1,2,3]", lets: [1]),
        FilterCase("@ == 2 && @ == 3 || @ == 1", of: "[1,2,3]", lets: [0]),
        FilterCase("@==1||@==2||@==3", of: "[1,2,3,4]", lets: [0, 1, 2]),
        FilterCase("!(@ == 1)", of: "[1,2]", lets: [1]),
        FilterCase("!@ == 1", of: "[1,2]", lets: [1]),
        FilterCase("!!(@ == 1)", of: "[1,2]", lets: [0]),
        FilterCase("!(@ == 1) && !(@ == 2)", of: "[1,2,3]", lets: [2]),
        FilterCase("!(@ == 1 || @ == 2)", of: "[1,2,3]", lets: [2]),
        FilterCase("((@ > 1) && ((@ < 3)))", of: "[1,2,3]", lets: [1]),
        FilterCase(" ( @ > 1 )  &&  @ < 3 ", of: "[1,2,3]", lets: [1]),
        FilterCase("1 == 1", of: "[1,2]", lets: [0, 1]),
    ])
    func `and binds more than or, and not binds most`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase(#"@ == 'it\'s'"#, of: #"["it's"]"#, lets: [0]),
        FilterCase(#"@ == "say \"hi\"""#, of: #"["say \"hi\""]"#, lets: [0]),
        FilterCase(#"@ == 'a)] && b'"#, of: #"["a)] && b"]"#, lets: [0]),
        FilterCase(#"@ == '\u0041\uD83C\uDF89\n\t\\'"#, of: #"["A🎉\n\t\\"]"#, lets: [0]),
        FilterCase(#"@ == '\/x'"#, of: #"["/x"]"#, lets: [0]),
        FilterCase(#"@['a\'b'] == 1"#, of: #"[{"a'b":1}]"#, lets: [0]),
        FilterCase(#"@.a\=b == 1"#, of: #"[{"a=b":1}]"#, lets: [0]),
    ])
    func `texts may hold any character`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        QueryCase("$..book[?(@.price < 10)].title", of: bookstore, gives: #"["Sayings of the Century","Moby Dick"]"#),
        QueryCase("$.store.book[?(@.isbn)].price", of: bookstore, gives: "[8.99,22.99]"),
        QueryCase("$.store.book[?(@.price > $.expensive)].price", of: bookstore, gives: "[12.99,22.99]"),
        QueryCase(
            "$.store.book[?(@.category == 'fiction' && @.price < 20)].author",
            of: bookstore,
            gives: #"["Evelyn Waugh","Herman Melville"]"#
        ),
        QueryCase(
            "$.users[?(@.year == 1997)]",
            of: #"{"users":[{"year":1997},{"year":1998}]}"#,
            gives: #"[{"year":1997}]"#
        ),
        QueryCase(
            "$.users[?(@.status == 0)]",
            of: #"{"users":[{"year":1997,"status":0},{"status":1}]}"#,
            gives: #"[{"year":1997,"status":0}]"#
        ),
        QueryCase("$.a[?(@.b == 1)]", of: #"{"a":{"b":1}}"#, gives: #"[{"b":1}]"#),
        QueryCase("$.a[?(@.b == 2)]", of: #"{"a":{"b":1}}"#, gives: "[]"),
        QueryCase("$..[?(@.id)]", of: #"[{"id":1},{"x":{"id":2}}]"#, gives: #"[{"id":1},{"id":2}]"#),
        QueryCase("$..[?(@.id == 2)].x", of: #"[{"id":1,"x":1},{"y":{"id":2,"x":3}}]"#, gives: "[3]"),
        QueryCase(
            "$[?(@.Status != '201')]",
            of: #"[{"Status":"201"},{"Status":"500"}]"#,
            gives: #"[{"Status":"500"}]"#
        ),
        QueryCase("$[ ?( @.a ) ]", of: #"[{"a":1}]"#, gives: #"[{"a":1}]"#),
    ])
    func `a filter works anywhere in a path`(example: QueryCase) throws {
        try example.check()
        #expect(try !JSONPath(example.path).isDefinite)
    }
}

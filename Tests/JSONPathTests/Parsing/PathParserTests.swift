import Testing

@testable import QuickstepJSONPath

@Suite struct `Texts that are no paths` {
    @Test(arguments: [
        ("", "A path must begin with '$'", 0),
        ("a.b", "A path must begin with '$'", 0),
        (" $.a", "A path must begin with '$'", 0),
        ("@.a", "A path must begin with '$'", 0),
        ("$.", "A path must not end with '.' or '..'", 2),
        ("$..", "A path must not end with '.' or '..'", 3),
        ("$.a.", "A path must not end with '.' or '..'", 4),
        ("$...a", "Expected a name but found '.'", 3),
        ("$.a..", "A path must not end with '.' or '..'", 5),
        ("$$$", "Expected '.' or '[' but found '$'", 2),
        ("$_x", "Expected '.' or '[' but found '_'", 1),
        ("$1", "Expected '.' or '[' but found '1'", 1),
        ("$ .a", "Expected '.' or '[' but found ' '", 1),
        ("$name path", "Expected '.' or '[' but found ' '", 5),
        ("$.a b", "Write a name that holds blanks in brackets and quotes: ['my name']", 3),
        ("$.a ", "Write a name that holds blanks in brackets and quotes: ['my name']", 3),
        ("$.a]", "']' closes nothing; write it in a name as '\\]'", 3),
        ("$.a)", "')' closes nothing; write it in a name as '\\)'", 3),
        ("$.a\\", "A backslash must be followed by a character", 4),
        ("$.*x", "Expected '.' or '[' but found 'x'", 3),
        ("$[", "The bracket is never closed", 1),
        ("$[0", "The bracket is never closed", 1),
        ("$['a'", "The bracket is never closed", 1),
        ("$['a", "The quote is never closed", 2),
        ("$['a\\']", "The quote is never closed", 2),
        ("$[]", "Expected a quoted name, an index, '*' or '?(' in the brackets", 2),
        ("$[a]", "Expected a quoted name, an index, '*' or '?(' in the brackets", 2),
        ("$['a' 'b']", "Expected ']'", 6),
        ("$['a',]", "Expected a quoted name", 6),
        ("$['a',0]", "Expected a quoted name", 6),
        ("$[0,]", "Expected an index", 4),
        ("$[0,'a']", "Expected an index", 4),
        ("$[-]", "Expected a digit", 3),
        ("$[1.5]", "Expected ']'", 3),
        ("$[:]", "A slice needs a start or an end", 3),
        ("$[0:2:1]", "Slices with a step are not supported", 5),
        ("$[::2]", "Slices with a step are not supported", 3),
        ("$[99999999999]", "The index is too large", 2),
        ("$[(@.length-1)]", "Script expressions are not supported", 2),
        ("$[0]a", "Expected '.' or '[' but found 'a'", 4),
        ("$.a.nosuch()", "There is no function nosuch()", 4),
        ("$.concat('a')", "The function concat() with an argument is not supported", 9),
        ("$.index()", "The function index() needs a position", 2),
        ("$.length(", "The function length() with an argument is not supported", 9),
        ("$.index(1", "Expected ')'", 9),
        ("$..length()", "A function cannot follow '..'", 11),
        ("$.ä.b b", "Write a name that holds blanks in brackets and quotes: ['my name']", 5),
    ])
    func `a wrong text is refused with the place`(text: String, message: String, offset: Int) {
        #expect(throws: JSONPathError(message: message, offset: offset)) { try JSONPath(text) }
    }

    @Test(arguments: [
        ("$[?]", "A filter must be written [?(…)]", 3),
        ("$[?@.a]", "A filter must be written [?(…)]", 3),
        ("$[?()]", "Expected a path or a constant", 4),
        ("$[?(@.a]", "Expected '&&', '||' or ')'", 7),
        ("$[?(@.a", "The parenthesis is never closed", 3),
        ("$[?(@.a)", "The bracket is never closed", 1),
        ("$[?(@.a ==)]", "Expected a path or a constant", 10),
        ("$[?(== 1)]", "Expected a path or a constant", 4),
        ("$[?(@.a = 1)]", "There is no filter operator '='", 8),
        ("$[?(@.a <> 1)]", "There is no filter operator '<>'", 8),
        ("$[?(@.a like 'x')]", "There is no filter operator 'like'", 8),
        ("$[?(@.a =~ /x.*)]", "The regular expression is never closed", 11),
        ("$[?(@.a =~ /x\\/)]", "The regular expression is never closed", 11),
        ("$[?(@.a =~ /(x/)]", "In the regular expression: The group is never closed", 12),
        ("$[?(@.a =~ /é😀+*/)]", "In the regular expression: There is nothing to repeat", 15),
        ("$[?(@.a matches /x/)]", "There is no filter operator 'matches'; write '=~'", 8),
        ("$[?(@.a in [/x/])]", "A regular expression cannot be an element of a constant", 12),
        ("$[?(/x/)]", "A constant is no condition", 4),
        ("$[?(@.a == /x/)]", "A regular expression can stand beside '=~' only", 11),
        ("$[?(/x/ != @.a)]", "A regular expression can stand beside '=~' only", 4),
        ("$[?(/x/ =~ /x/)]", "A regular expression cannot match another", 11),
        ("$[?(@.a =~ /x/gi)]", "The flag 'g' is not supported", 14),
        ("$[?(@.a==/eggs/cooked/like)]", "The flag 'c' is not supported", 15),
        ("$[?(@.a =~ /x[a&&b]/)]", "In the regular expression: The intersection of classes is not supported", 15),
        ("$[?(@.s==subject_completed)]", "'subject_completed' is no constant; write texts in quotes", 9),
        ("$[?(@.a & @.b)]", "Expected '&&'", 9),
        ("$[?(@.a | @.b)]", "Expected '||'", 9),
        ("$[?(@.a &&)]", "Expected a path or a constant", 10),
        ("$[?(@.a 1)]", "Expected '&&', '||' or ')'", 8),
        ("$[?('x')]", "A constant is no condition", 4),
        ("$[?(true)]", "A constant is no condition", 4),
        ("$[?(@.a == 01)]", "'01' is no number", 11),
        ("$[?(@.a == 1.)]", "'1.' is no number", 11),
        ("$[?(@.a == 'x)]", "The quote is never closed", 11),
        ("$[?(@.a == '\\u00g0')]", "Expected four hexadecimal digits", 16),
        ("$[?(@.a in [1,)]", "Expected a path or a constant", 14),
        ("$[?(@.a in [1 2])]", "Expected ',' or ']'", 14),
        ("$[?(@.a == {1})]", "Expected a text in quotes", 12),
        ("$[?(@.a == {'k' 1})]", "Expected ':'", 16),
        ("$[?($$.a == 1)]", "Only '@' and '$' begin a path in a filter", 5),
        ("$[?($name == 1)]", "Only '@' and '$' begin a path in a filter", 5),
        ("$[?(@.a == 1, @.b)]", "Expected '&&', '||' or ')'", 12),
    ])
    func `a wrong filter is refused with the place`(text: String, message: String, offset: Int) {
        // The service takes more of regular expressions than this library does.
        let isUnsupported =
            message.hasPrefix("The flag")
            || message.hasPrefix("A regular expression can")
                && !message.hasSuffix("constant")
            || message.hasSuffix("classes is not supported")
        let error = JSONPathError(message: message, offset: offset, isUnsupported: isUnsupported)
        #expect(throws: error) { try JSONPath(text) }
    }

    @Test func `places are counted in characters as people see them`() {
        let error = JSONPathError(message: "Expected '.' or '[' but found 'x'", offset: 6)
        #expect(throws: error) { try JSONPath("$['👨‍👩‍👧']x") }
        #expect("\(error)" == "Expected '.' or '[' but found 'x' (at character 7)")
    }

    @Test func `texts and nesting are bounded`() throws {
        #expect(throws: Never.self) { try JSONPath("$" + String(repeating: ".a", count: 8_000)) }
        #expect(throws: JSONPathError.self) { try JSONPath("$" + String(repeating: ".a", count: 8_192)) }
        for (opening, closing) in [("(", ")"), ("!(", ")"), ("@[?(", ")]")] {
            func nested(_ depth: Int) -> String {
                let open = String(repeating: opening, count: depth)
                return "$[?(\(open)@.a\(String(repeating: closing, count: depth)))]"
            }
            #expect(throws: Never.self) { try JSONPath(nested(10)) }
            #expect(throws: JSONPathError.self) { try JSONPath(nested(1_000)) }
        }
        #expect(throws: JSONPathError.self) { try JSONPath("$[?(@ in " + String(repeating: "[", count: 1_000)) }
        #expect(throws: JSONPathError.self) { try JSONPath("$[?(" + String(repeating: "!", count: 1_000) + "@)]") }
        #expect(throws: Never.self) {
            try JSONPath("$[?(" + [String](repeating: "@.a", count: 1_000).joined(separator: " && ") + ")]")
        }
    }
}

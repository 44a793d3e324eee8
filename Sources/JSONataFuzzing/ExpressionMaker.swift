/// Makes expressions: well-formed ones by the grammar, and broken ones of those.
struct ExpressionMaker {
    private var random: RandomSource

    init(seed: UInt64) {
        self.random = RandomSource(seed: seed)
    }

    /// An expression.
    mutating func expression() -> String {
        var text = self.node(depth: 1 + self.random.below(5))
        if self.random.happens(35) { text = self.mutated(text) }
        return text
    }

    // MARK: Grammar

    private mutating func node(depth: Int) -> String {
        guard depth > 0 else { return self.leaf() }
        let inner = depth - 1
        switch self.random.below(26) {
        case 0...3: return self.leaf()
        case 4...6: return self.node(depth: inner) + "." + self.step(depth: inner)
        case 7: return self.node(depth: inner) + "[" + self.node(depth: inner) + "]"
        case 8, 9:
            let sign = self.random.one(of: Self.operators)
            return "(" + self.node(depth: inner) + " " + sign + " " + self.node(depth: inner) + ")"
        case 10, 11, 12: return self.call(depth: inner)
        case 13: return "[" + self.list(depth: inner, ", ") + "]"
        case 14: return "{" + self.pairs(depth: inner) + "}"
        case 15: return "(" + self.list(depth: inner, "; ") + ")"
        case 16: return self.node(depth: inner) + "{" + self.pairs(depth: inner) + "}"
        case 17:
            let sign = self.random.one(of: ["<", ">", ""])
            return self.node(depth: inner) + "^(" + sign + self.node(depth: inner) + ")"
        case 18: return self.node(depth: inner) + self.random.one(of: ["@$v", "#$i", "[]", "@$x.a", "#$i[$i<2]"])
        case 19:
            return "(" + self.node(depth: inner) + " ? " + self.node(depth: inner) + " : " + self.node(depth: inner)
                + ")"
        case 20: return self.lambda(depth: inner)
        case 21: return "($x := " + self.node(depth: inner) + "; " + self.node(depth: inner) + ")"
        case 22: return "(" + self.node(depth: inner) + " ~> " + self.applied(depth: inner) + ")"
        case 23: return "[" + self.node(depth: inner) + ".." + self.node(depth: inner) + "]"
        case 24: return "-" + self.node(depth: inner)
        default: return self.recursion(depth: inner)
        }
    }

    private mutating func leaf() -> String {
        self.random.one(of: Self.leaves)
    }

    private mutating func step(depth: Int) -> String {
        switch self.random.below(6) {
        case 0: return "(" + self.node(depth: depth) + ")"
        case 1: return "%" + (self.random.happens(30) ? ".%" : "")
        case 2: return "{" + self.pairs(depth: depth) + "}"
        case 3: return "[" + self.node(depth: depth) + "]"
        default: return self.random.one(of: ["a", "b", "c", "*", "**", "$", "`a b`", "$x", "name", "items"])
        }
    }

    private mutating func list(depth: Int, _ separator: String) -> String {
        (0..<self.random.below(4)).map { _ in self.node(depth: depth) }.joined(separator: separator)
    }

    private mutating func pairs(depth: Int) -> String {
        (0..<self.random.below(3))
            .map { _ in
                self.random.one(of: ["\"k\"", "a", "$string(b)", "name", "\"m\"", "'x' & $i"]) + ": "
                    + self.node(depth: depth)
            }
            .joined(separator: ", ")
    }

    private mutating func call(depth: Int) -> String {
        let name = self.random.one(of: Self.functions)
        let count = self.random.below(4)
        let arguments = (0..<count)
            .map { _ in
                switch self.random.below(10) {
                case 0: "?"
                case 1, 2: self.lambda(depth: depth)
                case 3: self.random.one(of: Self.pictures)
                default: self.node(depth: depth)
                }
            }
        return "$" + name + "(" + arguments.joined(separator: ", ") + ")"
    }

    private mutating func applied(depth: Int) -> String {
        switch self.random.below(4) {
        case 0: return "$" + self.random.one(of: Self.functions)
        case 1: return "|" + self.node(depth: depth) + "|" + self.node(depth: depth) + "|"
        case 2: return "|" + self.step(depth: depth) + "|{\"z\": $}, [\"a\", \"b\"]|"
        default: return self.call(depth: depth)
        }
    }

    private mutating func lambda(depth: Int) -> String {
        let signature =
            self.random.happens(15) ? self.random.one(of: ["<n:n>", "<a<n>:x>", "<s-n?:s>", "<x+>", "<(sn)f?>"]) : ""
        let parameters = self.random.one(of: ["$x", "$x, $y", "", "$x, $y, $z"])
        return "function(" + parameters + ")" + signature + "{" + self.node(depth: depth) + "}"
    }

    /// Functions that call themselves, most of them without an end.
    private mutating func recursion(depth: Int) -> String {
        let step = self.random.one(of: [
            "$f($x - 1)", "1 + $f($x)", "[$f($x), $f($x)]", "$f([$x, $x])", "$map([$x], $f)",
        ])
        return "($f := function($x){ " + self.node(depth: depth) + " ? " + step + " : $x }; $f(" + self.leaf() + "))"
    }

    // MARK: Mutation

    private mutating func mutated(_ text: String) -> String {
        var letters = Array(text.unicodeScalars)
        for _ in 0...self.random.below(3) where !letters.isEmpty {
            let place = self.random.below(letters.count)
            switch self.random.below(5) {
            case 0: letters.remove(at: place)
            case 1: letters.insert(contentsOf: self.random.one(of: Self.fragments).unicodeScalars, at: place)
            case 2: letters[place] = self.random.one(of: Array("()[]{}.,;:?+-*/%|=<>^&!~@#$'\"`\\ 0a".unicodeScalars))
            case 3: letters.swapAt(place, self.random.below(letters.count))
            default:
                let end = min(letters.count, place + 1 + self.random.below(12))
                letters.insert(contentsOf: letters[place..<end], at: self.random.below(letters.count))
            }
        }
        return String(String.UnicodeScalarView(letters))
    }

    private static let operators = [
        "+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in", "??", "?:",
    ]

    private static let leaves = [
        "a", "b", "c", "name", "items", "$", "$$", "$x", "$y", "$i", "$v", "*", "**", "%", "1", "0", "-1", "2.5",
        "1e300",
        "1e-7", "3", "\"\"", "\"abc\"", "'a-b c'", "\"\\ud83d\"", "\"é😀\"", "true", "false", "null", "nothing", "/a+/",
        "/(a)|(b)/i", "/x*/", "/(a+)+$/", "$sum", "$string", "[]", "{}", "[1,2,3]", "{\"a\":[1,{\"b\":2}]}", "[1..20]",
        "\"12:30\"", "\"2020-02-30T00:00:00Z\"", "100", "12345.678",
    ]

    private static let fragments = [
        "..", ":=", "**", "~>", "?:", "??", "/*", "*/", "function(", "λ(", "$", "@$q", "#$q", "^(", "{", "}", "[]",
        "\\u",
        "`", "'", "%.", "<n>", "😀", "\u{0}", "1e999", "and", "in",
    ]

    private static let pictures = [
        "\"[Y0001]-[M01]-[D01]\"", "\"[FNn], [D1o] [MNn,*-3] [Yw]\"", "\"#,##0.00\"", "\"0.0e0\"", "\"Ww\"", "\"i;o\"",
        "\"[H]:[m]:[s].[f001][Z]\"", "\"#%;(0)\"", "\"A\"", "\"[W] [w] [X] [x]\"", "\"[[\"", "\"-0530\"",
    ]

    private static let functions = [
        "string", "length", "substring", "substringBefore", "substringAfter", "lowercase", "uppercase", "trim", "pad",
        "join",
        "contains", "match", "split", "replace", "base64encode", "base64decode", "encodeUrl", "encodeUrlComponent",
        "decodeUrl", "decodeUrlComponent", "number", "abs", "floor", "ceil", "round", "sqrt", "power", "random",
        "formatBase", "sum", "max", "min", "average", "count", "boolean", "not", "exists", "append", "reverse",
        "shuffle",
        "distinct", "zip", "map", "filter", "single", "reduce", "sort", "each", "sift", "keys", "lookup", "spread",
        "merge",
        "clone", "type", "error", "assert", "eval", "formatNumber", "formatInteger", "parseInteger", "now", "millis",
        "fromMillis", "toMillis", "f", "x",
    ]
}

import QuickstepJSON

extension Parser {
    /// Parses the rest of an operation whose left side and operator are taken already.
    mutating func operation(_ word: Token, _ left: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        switch word.text {
        case "(": return try self.call(word, left)
        case "[": return try self.brackets(word, left)
        default:
            let kind = try self.infix(word, left)
            return SyntaxNode(kind, at: word.position)
        }
    }

    private mutating func infix(_ word: Token, _ left: SyntaxNode) throws(JSONataError) -> SyntaxNode.Kind {
        switch word.text {
        case "{":
            return .groupBy(left, try self.pairs())
        case "^":
            return .orderBy(left, try self.sortTerms())
        case "@":
            return .focus(left, try self.boundVariable(of: word))
        case "#":
            return .index(left, try self.boundVariable(of: word))
        case ":=":
            guard case .variable(_) = left.kind else {
                throw JSONataError("S0212", JSONataErrorDetails(position: left.position, token: left.tokenText))
            }
            return .bind(left, try self.expression(9))
        case "~>":
            return .apply(left, try self.expression(40))
        case "?":
            let then = try self.expression(0)
            guard self.isAt(":") else { return .condition(left, then: then, otherwise: nil) }
            try self.advance()
            return .condition(left, then: then, otherwise: try self.expression(0))
        case "?:", "??":
            return .fallback(left, try self.expression(0), isCoalescing: word.text == "??")
        default:
            return .binary(word.text, left, try self.expression(Self.rightPower(of: word.text)))
        }
    }

    private static func rightPower(of text: String) -> Int {
        switch text {
        case ".": 75
        case "*", "/", "%": 60
        case "+", "-", "&": 50
        case "and": 30
        case "or": 25
        default: 40
        }
    }

    private mutating func boundVariable(of word: Token) throws(JSONataError) -> String {
        let right = try self.expression(80)
        guard case .variable(let name) = right.kind else {
            throw JSONataError("S0214", JSONataErrorDetails(position: right.position, token: word.text))
        }
        return name
    }

    private mutating func sortTerms() throws(JSONataError) -> [(isDescending: Bool, term: SyntaxNode)] {
        var terms: [(isDescending: Bool, term: SyntaxNode)] = []
        try self.take("(")
        while true {
            let isDescending = self.isAt(">")
            if isDescending || self.isAt("<") { try self.advance() }
            terms.append((isDescending, try self.expression(0)))
            guard self.isAt(",") else { break }
            try self.advance()
        }
        try self.take(")", isAfterOperand: true)
        return terms
    }

    /// Parses `e[…]`, and `e[]`, which marks what is left of all its predicates.
    private mutating func brackets(_ word: Token, _ left: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        if self.isAt("]") {
            var step = left
            while case .binary("[", let inner, _) = step.kind { step = inner }
            step.keepsArray = true
            try self.advance(isAfterOperand: true)
            return left
        }
        let predicate = try self.expression(0)
        try self.take("]", isAfterOperand: true)
        return SyntaxNode(.binary("[", left, predicate), at: word.position)
    }

    // MARK: Functions

    private mutating func call(_ word: Token, _ left: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        var arguments: [SyntaxNode] = []
        var isPartial = false
        while !(arguments.isEmpty && self.isAt(")")) {
            if self.isAt("?") {
                isPartial = true
                arguments.append(SyntaxNode(.operatorWord("?"), at: self.token.position))
                try self.advance(isAfterOperand: true)
            } else {
                arguments.append(try self.expression(0))
            }
            guard self.isAt(",") else { break }
            try self.advance()
        }
        try self.take(")", isAfterOperand: true)
        if case .name(let name) = left.kind, name == "function" || name == "λ" {
            return SyntaxNode(try self.lambda(arguments), at: word.position)
        }
        return SyntaxNode(isPartial ? .partial(left, arguments) : .call(left, arguments), at: word.position)
    }

    private mutating func lambda(_ arguments: [SyntaxNode]) throws(JSONataError) -> SyntaxNode.Kind {
        var parameters: [String] = []
        for argument in arguments {
            guard case .variable(let name) = argument.kind else {
                let details = JSONataErrorDetails(
                    position: argument.position,
                    token: argument.tokenText,
                    value: .number(JSONNumber(parameters.count + 1))
                )
                throw JSONataError("S0208", details)
            }
            parameters.append(name)
        }
        let signature = self.isAt("<") ? try self.signature() : nil
        try self.take("{")
        let body = try self.expression(0)
        try self.take("}", isAfterOperand: true)
        return .lambda(parameters: parameters, signature: signature, body: body)
    }

    private mutating func signature() throws(JSONataError) -> Signature {
        var text = "<"
        var depth = 1
        while depth > 0, !self.isAt("{") {
            if case .end = self.token.kind { break }
            try self.advance()
            if self.isAt(">") { depth -= 1 }
            if self.isAt("<") { depth += 1 }
            if case .end = self.token.kind { break }
            if !self.isAt("{") { text += self.token.text }
        }
        try self.take(">")
        return try Signature(text)
    }
}

extension SyntaxNode {
    /// The text of the word that a node began with, for errors.
    var tokenText: String {
        switch self.kind {
        case .name(let text), .string(let text), .variable(let text), .operatorWord(let text): text
        case .number(let number): NumberText.text(of: number)
        case .value(.true): "true"
        case .value(.false): "false"
        case .value(.null): "null"
        case .regex(let pattern, _): pattern
        case .wildcard: "*"
        case .descendants: "**"
        case .parent: "%"
        case .end: "(end)"
        case .binary(let text, _, _): text
        case .negate: "-"
        case .array: "["
        case .object, .groupBy: "{"
        case .orderBy, .sort: "^"
        case .bind: ":="
        case .focus: "@"
        case .index: "#"
        case .apply: "~>"
        case .condition: "?"
        case .fallback(_, _, let isCoalescing): isCoalescing ? "??" : "?:"
        case .block, .call, .partial, .lambda, .tailCall: "("
        case .transform: "|"
        case .path: "."
        }
    }
}

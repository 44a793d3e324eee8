import QuickstepJSON

/// Reads an expression by the binding power of its operators (after Pratt).
struct Parser {
    private var lexer: Lexer

    /// The word in question, which is not taken yet.
    private(set) var token: Token

    private let guardian: StackGuard

    /// Parses an expression.
    static func parse(_ source: String, guardian: StackGuard) throws(JSONataError) -> SyntaxNode {
        var parser = try Parser(source, guardian: guardian)
        let tree = try parser.expression(0)
        guard case .end = parser.token.kind else {
            throw JSONataError("S0201", JSONataErrorDetails(position: parser.token.position, token: parser.token.text))
        }
        return tree
    }

    private init(_ source: String, guardian: StackGuard) throws(JSONataError) {
        self.lexer = Lexer(source)
        self.guardian = guardian
        self.token = try self.lexer.next(isAfterOperand: false)
        try self.refuseUnknownOperator()
    }

    // MARK: Words

    /// Takes the word in question.
    mutating func advance(isAfterOperand: Bool = false) throws(JSONataError) {
        self.token = try self.lexer.next(isAfterOperand: isAfterOperand)
        try self.refuseUnknownOperator()
    }

    /// Takes the word in question, which has to be a certain operator.
    mutating func take(_ text: String, isAfterOperand: Bool = false) throws(JSONataError) {
        guard self.isAt(text) else {
            let isEnd = if case .end = self.token.kind { true } else { false }
            let details = JSONataErrorDetails(
                position: self.token.position,
                token: self.token.text,
                value: .string(text)
            )
            throw JSONataError(isEnd ? "S0203" : "S0202", details)
        }
        try self.advance(isAfterOperand: isAfterOperand)
    }

    /// Whether the word in question is a certain operator.
    func isAt(_ text: String) -> Bool {
        if case .operator = self.token.kind { return self.token.text == text }
        return false
    }

    private func refuseUnknownOperator() throws(JSONataError) {
        guard case .operator = self.token.kind, self.token.text == "!" || self.token.text == "~" else { return }
        throw JSONataError("S0204", JSONataErrorDetails(position: self.token.position, token: self.token.text))
    }

    // MARK: Expressions

    /// Parses an expression as far as operators bind tighter than a power.
    mutating func expression(_ power: Int) throws(JSONataError) -> SyntaxNode {
        try self.guardian.check()
        let first = self.token
        try self.advance(isAfterOperand: true)
        var left = try self.operand(first)
        try left.measure()
        while case .operator = self.token.kind, power < Self.power(of: self.token.text) {
            let word = self.token
            try self.advance()
            left = try self.operation(word, left)
            try left.measure()
        }
        return left
    }

    /// How tight an infix operator binds.
    private static func power(of text: String) -> Int {
        switch text {
        case "[", "(", "@", "#": 80
        case ".": 75
        case "{": 70
        case "*", "/", "%": 60
        case "+", "-", "&": 50
        case "=", "!=", "<", "<=", ">", ">=", "in", "~>", "^", "?:", "??": 40
        case "and": 30
        case "or": 25
        case "?": 20
        case ":=": 10
        default: 0
        }
    }
}

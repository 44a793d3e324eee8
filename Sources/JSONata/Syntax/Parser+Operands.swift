extension Parser {
    /// Parses what begins with a word, which is taken already.
    mutating func operand(_ word: Token) throws(JSONataError) -> SyntaxNode {
        switch word.kind {
        case .name: SyntaxNode(.name(word.text), at: word.position)
        case .variable: SyntaxNode(.variable(word.text), at: word.position)
        case .string: SyntaxNode(.string(word.text), at: word.position)
        case .number(let number): SyntaxNode(.number(number), at: word.position)
        case .value(let literal): SyntaxNode(.value(literal), at: word.position)
        case .regex(let pattern, let flags): SyntaxNode(.regex(pattern: pattern, flags: flags), at: word.position)
        case .end: SyntaxNode(.end, at: word.position)
        case .operator: try self.prefixed(word)
        }
    }

    private mutating func prefixed(_ word: Token) throws(JSONataError) -> SyntaxNode {
        let kind: SyntaxNode.Kind
        switch word.text {
        case "-": kind = .negate(try self.expression(70))
        case "*": kind = .wildcard
        case "**": kind = .descendants
        case "%": kind = .parent
        case "and", "or", "in": kind = .operatorWord(word.text)
        case "(": kind = .block(try self.block())
        case "[": kind = .array(try self.arrayItems())
        case "{": kind = .object(try self.pairs())
        case "|": kind = try self.transform()
        default:
            throw JSONataError("S0211", JSONataErrorDetails(position: word.position, token: word.text))
        }
        return SyntaxNode(kind, at: word.position)
    }

    private mutating func block() throws(JSONataError) -> [SyntaxNode] {
        var expressions: [SyntaxNode] = []
        while !self.isAt(")") {
            expressions.append(try self.expression(0))
            guard self.isAt(";") else { break }
            try self.advance()
        }
        try self.take(")", isAfterOperand: true)
        return expressions
    }

    private mutating func arrayItems() throws(JSONataError) -> [SyntaxNode] {
        var items: [SyntaxNode] = []
        while !(items.isEmpty && self.isAt("]")) {
            var item = try self.expression(0)
            if self.isAt("..") {
                let position = self.token.position
                try self.advance()
                item = SyntaxNode(.binary("..", item, try self.expression(0)), at: position)
            }
            items.append(item)
            guard self.isAt(",") else { break }
            try self.advance()
        }
        try self.take("]", isAfterOperand: true)
        return items
    }

    /// The pairs of an object or a group; the brace that opens them is taken already.
    mutating func pairs() throws(JSONataError) -> [(key: SyntaxNode, value: SyntaxNode)] {
        var pairs: [(key: SyntaxNode, value: SyntaxNode)] = []
        while !(pairs.isEmpty && self.isAt("}")) {
            let key = try self.expression(0)
            try self.take(":")
            pairs.append((key, try self.expression(0)))
            guard self.isAt(",") else { break }
            try self.advance()
        }
        try self.take("}", isAfterOperand: true)
        return pairs
    }

    private mutating func transform() throws(JSONataError) -> SyntaxNode.Kind {
        let pattern = try self.expression(0)
        try self.take("|")
        let update = try self.expression(0)
        var delete: SyntaxNode?
        if self.isAt(",") {
            try self.advance()
            delete = try self.expression(0)
        }
        try self.take("|", isAfterOperand: true)
        return .transform(pattern: pattern, update: update, delete: delete)
    }
}

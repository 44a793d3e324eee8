import QuickstepServiceKit

/// Reads an expression word by word, with DynamoDB's errors.
struct ExpressionReader: Sendable {
    let kind: ExpressionKind
    private let source: [UInt8]
    private let tokens: [ExpressionToken]
    private var position = 0
    private(set) var attributes: ExpressionAttributes

    init(_ text: String, _ kind: ExpressionKind, _ attributes: ExpressionAttributes) throws(ServiceError) {
        source = Array(text.utf8)
        guard source.count <= DynamoDBLimits.expressionBytesMax else {
            throw kind.invalid(
                "Expression size has exceeded the maximum allowed size; expression size: \(source.count)"
            )
        }
        tokens = ExpressionLexer.tokens(source)
        guard tokens.count > 1 else { throw kind.invalid("The expression can not be empty;") }
        self.kind = kind
        self.attributes = attributes
    }

    /// The next word; behind the last one, the end.
    var next: ExpressionToken { tokens[position] }

    /// The word behind the next.
    var second: ExpressionToken { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() {
        position = min(position + 1, tokens.count - 1)
    }

    /// Takes a symbol, if it is next.
    mutating func takes(symbol: String) -> Bool {
        guard next.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    /// Takes a keyword, if it is next.
    mutating func takes(keyword: String) -> Bool {
        guard next.isKeyword(keyword) else { return false }
        advance()
        return true
    }

    mutating func expect(symbol: String) throws(ServiceError) {
        guard takes(symbol: symbol) else { throw syntaxError() }
    }

    /// Takes the name of an attribute, plain or by placeholder, that is no longer path.
    mutating func name() throws(ServiceError) -> String {
        let name = try simpleName()
        guard !next.isSymbol("."), !next.isSymbol("[") else {
            throw .unsupported("document paths in a \(kind.rawValue): name a top-level attribute.")
        }
        return name
    }

    /// Takes one name, plain or by placeholder.
    mutating func simpleName() throws(ServiceError) -> String {
        let token = next
        let name: String
        switch token.kind {
        case .namePlaceholder:
            name = try attributes.name(token.text, in: kind)
        case .word:
            guard !ReservedWords.contains(token.text) else {
                throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: \(token.text)")
            }
            name = token.text
        case .valuePlaceholder, .number, .symbol, .unknown, .end:
            throw syntaxError()
        }
        advance()
        return name
    }

    /// Takes the placeholder of a value.
    mutating func value() throws(ServiceError) -> AttributeValue {
        guard next.kind == .valuePlaceholder else { throw syntaxError() }
        let value = try attributes.value(next.text, in: kind)
        advance()
        return value
    }

    /// Takes the end.
    func finish() throws(ServiceError) {
        guard next.kind == .end else { throw syntaxError() }
    }

    /// The next word does not belong there; the text shows it between its neighbours.
    func syntaxError() -> ServiceError {
        let start = tokens[max(0, position - 1)].range.lowerBound
        let end = second.range.upperBound
        let near = String(decoding: source[start..<end], as: UTF8.self)
        return kind.invalid("Syntax error; token: \"\(next.text)\", near: \"\(near)\"")
    }
}

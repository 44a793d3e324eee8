import QuickstepStatesLanguage
import Yams

/// Says in our words, and with a place in the text, what the parser refuses.
struct YAMLFailure {
    let source: SourceText
    /// The line that stands before the text.
    let preamble: String
    let unmask: (String) -> String

    /// What is wrong with a plain text that begins with a star.
    static let aliasMessage = "Not valid YAML: an alias is '*' and a name, and a text that begins with '*' needs quotes"

    func translate(_ error: YamlError) -> DefinitionSource.SyntaxFailure {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return problemFailure(problem, context, mark)
        case .reader(let problem, let offset, _, let text):
            let place = offset.map { characters in
                source.start + max(0, unmask(String(text.prefix(characters))).utf8.count - preamble.utf8.count)
            }
            return failure("Not valid YAML: \(problem)", from: place ?? 0)
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.map(unmask), context.mark)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return failure("Not valid YAML: \(error)", from: source.start)
        }
    }

    private func problemFailure(
        _ problem: String,
        _ context: YamlError.Context?,
        _ mark: Mark
    ) -> DefinitionSource.SyntaxFailure {
        let start = source.offset(of: YAMLMark(line: mark.line - 1, column: mark.column))
        if problem == "but found another document" {
            return failure("The text holds more than one document", from: start)
        }
        if start < source.bytes.count, source.bytes[start] == UInt8(ascii: "\t") {
            return failure("Not valid YAML: lines are indented with spaces, not with tabs", from: start)
        }
        if let context, context.text.contains("an alias") {
            let place = YAMLMark(line: context.mark.line - 1, column: context.mark.column)
            return failure(Self.aliasMessage, from: source.offset(of: place))
        }
        var message = "Not valid YAML: \(problem)"
        if let context {
            // The parser puts the end of the text on a line of its own.
            let line = min(max(context.mark.line - 1, 1), source.lineCount)
            message += ", \(context.text) that begins on line \(line)"
        }
        return failure(message, from: start)
    }

    // MARK: Keys that are there twice

    /// The parser names the keys and where the first one stands first; the later one is looked for in the text.
    private func duplicate(_ keys: [String], _ mark: Mark) -> DefinitionSource.SyntaxFailure {
        let place = YAMLMark(line: mark.line - 1, column: mark.column)
        let first = source.offset(of: place)
        guard let key = keys.first else { return failure("A key is there twice", from: first) }
        let later = laterOccurrence(of: key, after: first)
        let start = later?.lowerBound ?? first
        return DefinitionSource.SyntaxFailure(
            message: "Duplicate key '\(key)': line \(place.line) has it already",
            range: source.range(from: start, to: later?.upperBound ?? start + 1)
        )
    }

    /// In a block mapping all keys stand below each other; in a flow mapping any place will do.
    private func laterOccurrence(of key: String, after first: Int) -> Range<Int>? {
        let bytes = source.bytes
        let forms = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.utf8) }
        let column = isInFlow(first) ? nil : first - lineStart(of: first)
        var lineStart = lineStart(of: first)
        var canBegin = false
        for offset in first..<bytes.count {
            if offset > first, canBegin, column == nil || offset - lineStart == column {
                for form in forms where bytes[offset...].starts(with: form) {
                    let end = offset + form.count
                    if isFollowedByColon(end) { return offset..<end }
                }
            }
            switch bytes[offset] {
            case UInt8(ascii: "\n"):
                lineStart = offset + 1
                canBegin = true
            case UInt8(ascii: "{"), UInt8(ascii: ","):
                canBegin = column == nil
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                break
            default:
                canBegin = false
            }
        }
        return nil
    }

    private func isInFlow(_ offset: Int) -> Bool {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let before = source.bytes[..<offset].last { !isBlank($0) }
        return before == UInt8(ascii: "{") || before == UInt8(ascii: ",")
    }

    private func lineStart(of offset: Int) -> Int {
        source.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    private func isFollowedByColon(_ offset: Int) -> Bool {
        var end = offset
        while end < source.bytes.count, source.bytes[end] == UInt8(ascii: " ") { end += 1 }
        return end < source.bytes.count && source.bytes[end] == UInt8(ascii: ":")
    }

    private func failure(_ message: String, from start: Int) -> DefinitionSource.SyntaxFailure {
        DefinitionSource.SyntaxFailure(message: message, range: source.range(from: start, to: start + 1))
    }
}

/// How far a node reaches on its first line.
///
/// The parser says where a node begins and not where it ends, so the text is looked at again for the few nodes that a
/// diagnostic names.
struct NodeExtent {
    private let bytes: [UInt8]
    private let lineEnd: Int

    init(_ source: SourceText, from offset: Int) {
        bytes = source.bytes
        lineEnd = source.lineEnd(after: offset)
    }

    /// Where a node ends that begins at an offset, on the same line.
    ///
    /// A tag belongs to its node.
    func end(of node: YAMLNode, from start: Int) -> Int {
        let content = skipProperties(from: start)
        guard content < lineEnd, bytes[content] != UInt8(ascii: "#") else { return trimmed(content, from: start) }
        switch node.content {
        case .scalar(let text, let style):
            return scalarEnd(text, style, from: content)
        case .sequence, .mapping:
            return collectionEnd(node, from: content)
        }
    }

    private func collectionEnd(_ node: YAMLNode, from start: Int) -> Int {
        switch bytes[start] {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return flowEnd(from: start)
        case UInt8(ascii: "-"):
            return start + 1
        default:
            // A block mapping begins with its first key, which is never a mapping itself.
            guard case .mapping(let members) = node.content, let key = members.first?.key.text else { return start + 1 }
            return scalarEnd(key, style(at: start), from: start)
        }
    }

    private func style(at offset: Int) -> YAMLNode.Style {
        switch bytes[offset] {
        case UInt8(ascii: "\""): .doubleQuoted
        case UInt8(ascii: "'"): .singleQuoted
        default: .plain
        }
    }

    private func scalarEnd(_ text: String, _ style: YAMLNode.Style, from start: Int) -> Int {
        switch style {
        case .singleQuoted, .doubleQuoted:
            return quotedEnd(from: start)
        case .block:
            return wordEnd(from: start)
        case .plain:
            let end = start + text.utf8.count
            if end <= lineEnd, bytes[start..<end].elementsEqual(text.utf8) { return end }
            return plainEnd(from: start)
        }
    }

    private func quotedEnd(from start: Int) -> Int {
        let quote = bytes[start]
        var offset = start + 1
        while offset < lineEnd {
            if bytes[offset] == quote {
                guard quote == UInt8(ascii: "'"), offset + 1 < lineEnd, bytes[offset + 1] == quote else {
                    return offset + 1
                }
                offset += 1
            } else if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                offset += 1
            }
            offset += 1
        }
        return lineEnd
    }

    private func flowEnd(from start: Int) -> Int {
        var depth = 0
        var offset = start
        while offset < lineEnd {
            switch bytes[offset] {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return offset + 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                offset = quotedEnd(from: offset) - 1
            default:
                break
            }
            offset += 1
        }
        return trimmed(lineEnd, from: start)
    }

    /// The end of a plain scalar that goes on behind this line: a comment ends it.
    private func plainEnd(from start: Int) -> Int {
        var offset = start
        while offset < lineEnd {
            if bytes[offset] == UInt8(ascii: "#"), offset > start, isBlank(bytes[offset - 1]) { break }
            offset += 1
        }
        return trimmed(offset, from: start)
    }

    private func wordEnd(from start: Int) -> Int {
        var offset = start
        while offset < lineEnd, !isBlank(bytes[offset]) { offset += 1 }
        return offset
    }

    private func skipProperties(from start: Int) -> Int {
        var offset = start
        while offset < lineEnd, bytes[offset] == UInt8(ascii: "!") || bytes[offset] == UInt8(ascii: "&") {
            offset = wordEnd(from: offset)
            while offset < lineEnd, isBlank(bytes[offset]) { offset += 1 }
        }
        return offset
    }

    private func trimmed(_ end: Int, from start: Int) -> Int {
        var end = end
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return end
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

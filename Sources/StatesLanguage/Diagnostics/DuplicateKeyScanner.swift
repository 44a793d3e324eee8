import QuickstepJSON

/// Finds keys that an object of a JSON text has twice: the parsed value keeps one member only.
///
/// The text is known to be valid JSON. Nothing here recurses.
struct DuplicateKeyScanner {
    /// One open array or object.
    private struct Level {
        var isObject: Bool
        /// The keys seen, as their bytes between the quotation marks, escapes decoded.
        var keys: Set<ExactName> = []
        var currentKey: String?
        var index = 0
    }

    private let bytes: [UInt8]
    private var levels: [Level] = []
    private var found: [DefinitionSource.DuplicateKey] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The later one of each two members with one key.
    mutating func duplicates() -> [DefinitionSource.DuplicateKey] {
        var position = 0
        while position < bytes.count, found.count < DecodingLimits.diagnosticsMax {
            switch bytes[position] {
            case UInt8(ascii: "{"):
                levels.append(Level(isObject: true))
            case UInt8(ascii: "["):
                levels.append(Level(isObject: false))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = levels.popLast()
            case UInt8(ascii: ","):
                advanceMember()
            case UInt8(ascii: "\""):
                position = readText(from: position)
            default:
                break
            }
            position += 1
        }
        return found
    }

    private mutating func advanceMember() {
        guard !levels.isEmpty else { return }
        levels[levels.count - 1].currentKey = nil
        levels[levels.count - 1].index += 1
    }

    /// Skips a text; the first one of a member is its key.
    ///
    /// Returns the place of its closing quotation mark.
    private mutating func readText(from start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count, let level = levels.last, level.isObject, level.currentKey == nil else { return end }
        let key = decodedKey(start...end)
        levels[levels.count - 1].currentKey = key
        if !levels[levels.count - 1].keys.insert(ExactName(key)).inserted {
            found.append(DefinitionSource.DuplicateKey(path: path, range: range(start, end + 1)))
        }
        return end
    }

    private func decodedKey(_ quoted: ClosedRange<Int>) -> String {
        let text = bytes[quoted]
        guard text.contains(UInt8(ascii: "\\")) else {
            return String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
        }
        let parsed = try? JSONValue.parse(bytes: Array(text))
        return parsed?.stringValue ?? String(decoding: text, as: UTF8.self)
    }

    private var path: [JSONPathStep] {
        levels.compactMap { level in
            level.isObject ? level.currentKey.map { .key($0) } : .index(level.index)
        }
    }

    private func range(_ start: Int, _ end: Int) -> JSONSourceRange {
        let lineStart = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
        let column = String(decoding: bytes[lineStart..<start], as: UTF8.self).count + 1
        let length = String(decoding: bytes[start..<end], as: UTF8.self).count
        return JSONSourceRange(startOffset: start, endOffset: end, line: line, column: column, length: length)
    }
}

import QuickstepJSON

/// Compares an answer with a recording, by the rules of the conformance folder's README.
struct RecordedAnswer {
    let aliases: [(String, String)]
    let placeholders: [String]

    private static let anything: Set<String> = [
        "timestamp", "datetime", "date", "snf_role_arn", "sfn_role_arn", "log_group_name", "X-Amzn-Trace-Id",
        "x-amzn-RequestId", "RequestId", "x-amz-crc32", "x-amzn-requestid",
    ]

    /// The differences, none when the answer is as recorded.
    func differences(_ expected: JSONValue, _ actual: JSONValue, at path: String = "$") -> [String] {
        if case .string(let pattern) = expected, matches(pattern, actual) { return [] }
        if case .string(let text) = actual, let parsed = try? JSONValue.parse(text), parsed.stringValue == nil,
            expected.objectValue != nil || expected.arrayValue != nil
        {
            return differences(expected, parsed, at: path)
        }
        if case .object(let left) = expected, case .object(let right) = actual {
            return memberDifferences(left, right, at: path)
        }
        if case .array(let left) = expected, case .array(let right) = actual {
            let ordered = path.hasSuffix(".history") ? withoutOrder(right, as: left) : right
            var found: [String] = []
            if left.count != ordered.count {
                found.append("\(path): \(ordered.count) items, expected \(left.count)")
            }
            for (index, pair) in zip(left, ordered).enumerated() {
                found += differences(pair.0, pair.1, at: "\(path)[\(index)]")
            }
            return found
        }
        return expected.isEqual(to: actual)
            ? [] : ["\(path): \(actual.compactText.prefix(400)), expected \(expected.compactText.prefix(400))"]
    }

    private func memberDifferences(_ expected: JSONObject, _ actual: JSONObject, at path: String) -> [String] {
        var found: [String] = []
        for (key, value) in expected {
            if let other = actual[key] {
                found += differences(value, other, at: "\(path).\(key)")
            } else {
                found.append("\(path).\(key): missing, expected \(value.compactText.prefix(200))")
            }
        }
        for (key, value) in actual where expected[key] == nil && key != "timestamp" {
            found.append("\(path).\(key): not expected: \(value.compactText.prefix(200))")
        }
        return found
    }

    /// Events recorded without ids come in any order: each run of them is paired off.
    private func withoutOrder(_ actual: [JSONValue], as expected: [JSONValue]) -> [JSONValue] {
        var actual = actual
        var start = 0
        while start < expected.count {
            var end = start
            while end < expected.count, expected[end]["id"] == nil { end += 1 }
            if end > start, end <= actual.count {
                var run = actual[start..<end].map { event in
                    JSONValue.object(
                        JSONObject(
                            (event.objectValue ?? [:]).filter { !["id", "previousEventId"].contains($0.key) }.map {
                                ($0.key, $0.value)
                            }
                        )
                    )
                }
                let ordered = expected[start..<end].compactMap { wanted -> JSONValue? in
                    guard !run.isEmpty else { return nil }
                    let index = run.firstIndex { differences(wanted, $0).isEmpty } ?? 0
                    return run.remove(at: index)
                }
                actual.replaceSubrange(start..<end, with: ordered)
            }
            start = max(end, start + 1)
        }
        return actual
    }

    private func matches(_ pattern: String, _ actual: JSONValue) -> Bool {
        if Self.anything.contains(pattern) || placeholders.contains(pattern) { return true }
        let pieces = self.pieces(of: pattern)
        guard case .string(let text) = actual else { return pieces.count == 2 && pieces.allSatisfy(\.isEmpty) }
        let candidate = normalised(text)
        if pattern == candidate { return true }
        if let left = try? JSONValue.parse(pattern), let right = try? JSONValue.parse(candidate),
            left.isEqual(to: right)
        {
            return true
        }
        return Self.glob(pieces, candidate)
    }

    private func normalised(_ text: String) -> String {
        var text = text
        for (literal, placeholder) in aliases.sorted(by: { $0.0.count > $1.0.count }) {
            text = text.replacing(literal, with: placeholder)
        }
        return text.replacing("arn:aws:", with: "arn:<partition>:").replacing("us-east-1", with: "<region>")
            .replacing("000000000000", with: "111111111111")
    }

    /// The literal text between tokens such as `<uuid:1>`, known placeholders and the word `date`.
    private func pieces(of pattern: String) -> [String] {
        var pieces: [String] = []
        var literal = ""
        var rest = Substring(pattern)
        let known = placeholders.filter { $0.count > 2 }.sorted { $0.count > $1.count } + ["date"]
        while let first = rest.first {
            if let end = Self.tokenEnd(rest) {
                pieces.append(literal)
                literal = ""
                rest = rest[end...]
            } else if let word = known.first(where: { rest.hasPrefix($0) }) {
                pieces.append(literal)
                literal = ""
                rest = rest.dropFirst(word.count)
            } else {
                literal.append(first)
                rest = rest.dropFirst()
            }
        }
        return pieces + [literal]
    }

    private static func tokenEnd(_ text: Substring) -> Substring.Index? {
        guard text.first == "<", let second = text.dropFirst().first, second.isLetter else { return nil }
        let body = text.dropFirst().prefix { $0.isLetter || $0.isNumber || "_.:- ".contains($0) }
        guard body.endIndex < text.endIndex, text[body.endIndex] == ">" else { return nil }
        return text.index(after: body.endIndex)
    }

    private static func glob(_ pieces: [String], _ text: String) -> Bool {
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1, text.hasPrefix(first),
            text.hasSuffix(last)
        else { return false }
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard !rest.isEmpty, let range = rest.dropFirst().firstRange(of: piece) else {
                if piece.isEmpty { continue }
                return false
            }
            rest = rest[range.upperBound...]
        }
        return rest.count > last.count
    }
}

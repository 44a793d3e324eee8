import QuickstepJSON

/// Compares answers with recordings.
///
/// Objects member by member, arrays in order, numbers by value, texts exactly but for what stands for any text.
struct Comparer: Sendable {
    /// The texts that stand for any text in this case.
    let masks: Set<String>
    /// Whether functions of ours ran in the place of recorded ones.
    ///
    /// Their errors have stack traces of their own, and the texts that hold errors are JSON in the writing of another language.
    var ranOwnFunctions = false
    /// Whether executions were started: how long an answer to that is depends on their names and on the digits of the time.
    var startedExecutions = false

    private static let anything: Set<String> = [
        "timestamp", "datetime", "date", "snf_role_arn", "sfn_role_arn", "log_group_name", "X-Amzn-Trace-Id",
        "x-amzn-RequestId", "RequestId", "x-amz-crc32", "x-amzn-requestid",
    ]

    /// What an answer may have beyond the recording: it was dropped from recordings.
    private static let dropped: Set<String> = ["timestamp", "ResponseMetadata"]

    /// The differences; none when the answer is as recorded.
    ///
    /// - Parameters:
    ///   - expected: The recording.
    ///   - actual: The answer, normalised.
    ///   - path: Where they stand.
    ///   - countMax: How many are looked for.
    /// - Returns: The differences in the order of the recording.
    func differences(
        _ expected: JSONValue,
        _ actual: JSONValue,
        at path: String,
        atMost countMax: Int = .max
    ) -> [Difference] {
        if case .string(let pattern) = expected, matches(pattern, actual) { return [] }
        var actual = actual
        if expected.objectValue != nil || expected.arrayValue != nil, case .string(let text) = actual,
            let parsed = try? JSONValue.parse(text)
        {
            actual = parsed
        }
        switch (expected, actual) {
        case (.object(let left), .object(let right)):
            return memberDifferences(left, right, at: path, atMost: countMax)
        case (.array(let left), .array(let right)):
            var found: [Difference] = []
            if left.count != right.count {
                found.append(
                    Difference(
                        "\(path).length",
                        expected: .number(JSONNumber(left.count)),
                        actual: .number(JSONNumber(right.count))
                    )
                )
            }
            for (index, pair) in zip(left, right).enumerated() where found.count < countMax {
                found += differences(pair.0, pair.1, at: "\(path)[\(index)]", atMost: countMax - found.count)
            }
            return found
        default:
            return expected.isEqual(to: actual) ? [] : [Difference(path, expected: expected, actual: actual)]
        }
    }

    func isSame(_ expected: JSONValue, _ actual: JSONValue) -> Bool {
        differences(expected, actual, at: "", atMost: 1).isEmpty
    }

    private func memberDifferences(
        _ expected: JSONObject,
        _ actual: JSONObject,
        at path: String,
        atMost countMax: Int
    ) -> [Difference] {
        var found: [Difference] = []
        for (key, value) in expected where found.count < countMax {
            guard let other = actual[key] else {
                found.append(Difference("\(path).\(key)", expected: value, actual: nil))
                continue
            }
            guard !isFunctionsOwn(key, value, other) else { continue }
            found += differences(value, other, at: "\(path).\(key)", atMost: countMax - found.count)
        }
        for (key, value) in actual where expected[key] == nil && !Self.dropped.contains(key) && found.count < countMax {
            found.append(Difference("\(path).\(key)", expected: nil, actual: value))
        }
        return found
    }

    /// Whether a member is what the function, not the service, wrote.
    private func isFunctionsOwn(_ key: String, _ expected: JSONValue, _ actual: JSONValue) -> Bool {
        // What was billed is what was billed that day.
        if key == "billingDetails" { return expected.objectValue != nil && actual.objectValue != nil }
        if key == "Content-Length", ranOwnFunctions || startedExecutions {
            return Self.isLength(expected) && Self.isLength(actual)
        }
        guard ranOwnFunctions else { return false }
        if key == "stackTrace" { return actual.arrayValue != nil }
        guard key == "Cause" || key == "cause" || key == "trace",
            let left = Self.object(expected), let right = Self.object(actual)
        else { return false }
        return isSame(left, right)
    }

    /// Whether a header, in either form of the SDK, says how long a body is.
    private static func isLength(_ value: JSONValue) -> Bool {
        let text = value.stringValue ?? (value.arrayValue?.count == 1 ? value[0]?.stringValue : nil)
        return text.flatMap { Int($0) } != nil
    }

    private static func object(_ value: JSONValue) -> JSONValue? {
        guard let text = value.stringValue else { return value.objectValue == nil ? nil : value }
        guard text.hasPrefix("{"), let parsed = try? JSONValue.parse(text) else { return nil }
        return parsed
    }

    private func matches(_ pattern: String, _ actual: JSONValue) -> Bool {
        if Self.anything.contains(pattern) || masks.contains(pattern) { return true }
        guard case .string(let text) = actual else { return TextPattern(pattern, placeholders: []).isToken }
        if pattern == text { return true }
        // Arrays and scalars are kept as JSON text.
        if let first = pattern.utf8.first, ISOTime.isDigit(first) || "[\"-tfn".utf8.contains(first),
            let left = try? JSONValue.parse(pattern), let right = try? JSONValue.parse(text), isSame(left, right)
        {
            return true
        }
        return TextPattern(pattern, placeholders: masks).matches(text)
    }
}

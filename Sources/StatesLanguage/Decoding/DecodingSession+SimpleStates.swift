import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives

// The states whose fields stand on their own.
extension DecodingSession {
    mutating func pass(of node: Node) -> PassState {
        let result = node.member("Result")
        if let result { warnOfPaths(in: result) }
        return PassState(
            result: result?.value,
            parameters: template("Parameters", of: node),
            resultPath: resultPath(of: node)
        )
    }

    /// `Result` is taken verbatim: a field in it that is meant to be computed is not.
    private mutating func warnOfPaths(in result: Node) {
        var open = [result]
        while let node = open.popLast() {
            let text = node.value.stringValue
            if text.map(Self.looksLikePath) ?? node.path.last?.isComputedKey ?? false {
                return warn(
                    "Result is taken as it is: a path in it is not followed",
                    at: node.path,
                    code: DiagnosticCode.passResultIsStatic,
                    hint: "Use Parameters to compute a value."
                )
            }
            open += (node.elements ?? node.members?.map(\.node) ?? []).reversed()
        }
    }

    mutating func wait(of node: Node) -> WaitState? {
        requireOne(of: ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"], in: node)
        if let seconds = integer("Seconds", of: node, in: 0...DecodingLimits.secondsMax) { return .seconds(seconds) }
        if let path = referencePath("SecondsPath", of: node) { return .secondsPath(path) }
        if let path = referencePath("TimestampPath", of: node) { return .timestampPath(path) }
        return timestamp("Timestamp", of: node).map { .timestamp($0) }
    }

    /// A point in time in the language's profile of RFC 3339.
    mutating func timestamp(_ field: String, of node: Node) -> Instant? {
        guard let text = text(field, of: node) else { return nil }
        if let instant = Instant(iso8601: text) { return instant }
        refuse(
            "String does not match RFC3339 timestamp",
            at: node.path + [.key(field)],
            hint: "Write it like 2026-01-31T12:00:00Z, with an upper-case T, and Z or an offset."
        )
        return nil
    }

    mutating func fail(of node: Node) -> FailState {
        FailState(error: textField("Error", of: node), cause: textField("Cause", of: node))
    }

    /// A constant text, or in the field with `Path` a path or a call that returns text.
    private mutating func textField(_ field: String, of node: Node) -> TextField? {
        refuseTogether([field, "\(field)Path"], of: node)
        warnOfMissingPath(field, of: node)
        if let constant = text(field, of: node) { return .constant(constant) }
        let pathField = "\(field)Path"
        guard let text = text(pathField, of: node) else { return nil }
        guard !text.hasPrefix("$") else { return referencePath(pathField, of: node).map { .path($0) } }
        do throws(IntrinsicSyntaxError) {
            let call = try IntrinsicCall(parsing: text)
            if call.function.returnsText { return .intrinsic(call) }
            refuse(
                "The function \(call.function.rawValue) cannot be used in the field '\(pathField)'",
                at: node.path + [.key(pathField)],
                hint: "These can: \(IntrinsicFunction.textual.map(\.rawValue).joined(separator: ", "))."
            )
        } catch {
            guard !error.isUnsupported else {
                refuse(regularExpression: error.message, at: node.path + [.key(pathField)])
                return nil
            }
            refuse(
                "The value for the field '\(pathField)' must be a valid JSONPath or a valid intrinsic function call",
                at: node.path + [.key(pathField)],
                hint: error.message
            )
        }
        return nil
    }
}

extension IntrinsicFunction {
    /// The functions that `ErrorPath` and `CausePath` may call.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    static let textual: [IntrinsicFunction] = [
        .format, .jsonToString, .arrayGetItem, .base64Encode, .base64Decode, .hash, .uuid,
    ]

    var returnsText: Bool { Self.textual.contains(self) }
}

extension JSONPathStep {
    /// Whether it is the key of a computed field of a template.
    fileprivate var isComputedKey: Bool {
        switch self {
        case .key(let name): name.hasSuffix(".$")
        case .index: false
        }
    }
}

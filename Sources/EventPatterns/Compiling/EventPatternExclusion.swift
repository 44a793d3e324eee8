import QuickstepJSON

/// `anything-but` of event patterns: texts and numbers, or texts of some form, one or several.
///
/// A list may mix texts and numbers. A value that is no text is none of the forms, so it passes.
enum EventPatternExclusion {
    static func matcher(_ operand: JSONValue) throws(PatternError) -> Matcher {
        switch operand {
        case .string, .number: return .anythingBut([operand])
        case .array(let values):
            guard !values.isEmpty else { throw PatternError("Empty arrays are not allowed") }
            guard values.allSatisfy({ $0.stringValue != nil || $0.numberValue != nil }) else {
                throw PatternError("Inside anything but list, start|null|boolean is not supported.")
            }
            return .anythingBut(values)
        case .object(let pattern):
            guard let (name, operand) = pattern.first else {
                throw PatternError("Anything-But expression name not found")
            }
            guard let form = Form(rawValue: name) else {
                throw PatternError("Unsupported anything-but pattern: \(name)")
            }
            guard pattern.count == 1 else { throw PatternError("Only one key allowed in match expression") }
            return .noText(try form.tests(operand), otherTypesPass: true)
        case .null, .bool: throw noValue
        }
    }

    private static let noValue = PatternError(
        "Value of anything-but must be an array or single string/number value."
    )

    private enum Form: String {
        case prefix
        case suffix
        case equalsIgnoringCase = "equals-ignore-case"
        case wildcard

        func tests(_ operand: JSONValue) throws(PatternError) -> [TextTest] {
            let values: [JSONValue]
            switch operand {
            case .string, .number: values = [operand]
            case .array(let several): values = several
            case .null, .bool, .object: throw EventPatternExclusion.noValue
            }
            guard !values.isEmpty else { throw PatternError("Empty arrays are not allowed") }
            var tests: [TextTest] = []
            for value in values {
                guard let text = value.stringValue else { throw PatternError(mustBeText) }
                tests.append(try test(text))
            }
            return tests
        }

        private func test(_ text: String) throws(PatternError) -> TextTest {
            switch self {
            case .prefix, .suffix:
                guard !text.isEmpty else { throw PatternError("Null prefix/suffix not allowed") }
                return self == .prefix ? .prefix(text) : .suffix(text)
            case .equalsIgnoringCase: return .equalsIgnoringCase(text)
            case .wildcard: return .wildcard(try Wildcard(text))
            }
        }

        private var mustBeText: String {
            switch self {
            case .prefix, .suffix: "prefix/suffix match pattern must be a string"
            case .equalsIgnoringCase:
                "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
            case .wildcard: "wildcard match pattern must be a string"
            }
        }
    }
}

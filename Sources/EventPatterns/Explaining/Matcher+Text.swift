import QuickstepJSON

extension Matcher {
    /// The match value as a pattern writes it.
    var json: JSONValue {
        switch self {
        case .exactly(let value): value
        case .text(let test): test.json
        case .anythingBut(let values):
            ["anything-but": values.count == 1 ? values[0] : .array(values)]
        case .noText(let tests, _): ["anything-but": Self.joined(tests)]
        case .numeric(let range): ["numeric": .array(range.terms)]
        case .network(let network): ["cidr": .string(network.text)]
        case .exists(let wanted): ["exists": .bool(wanted)]
        }
    }

    /// Texts of one form, as `anything-but` writes them.
    private static func joined(_ tests: [TextTest]) -> JSONValue {
        let forms = tests.compactMap { $0.json.objectValue?.first }
        guard forms.count > 1, let name = forms.first?.key else { return tests.first?.json ?? .null }
        return [name: .array(forms.map(\.value))]
    }
}

extension TextTest {
    /// The test as a pattern writes it.
    var json: JSONValue {
        switch self {
        case .prefix(let text): ["prefix": .string(text)]
        case .suffix(let text): ["suffix": .string(text)]
        case .equalsIgnoringCase(let text): ["equals-ignore-case": .string(text)]
        case .prefixIgnoringCase(let text): ["prefix": ["equals-ignore-case": .string(text)]]
        case .suffixIgnoringCase(let text): ["suffix": ["equals-ignore-case": .string(text)]]
        case .wildcard(let wildcard): ["wildcard": .string(wildcard.text)]
        }
    }
}

extension NumericRange {
    /// The range as a pattern writes it.
    fileprivate var terms: [JSONValue] {
        if let lower, lower == upper, lower.isInclusive { return ["=", .number(lower.value)] }
        var terms: [JSONValue] = []
        if let lower { terms += [lower.isInclusive ? ">=" : ">", .number(lower.value)] }
        if let upper { terms += [upper.isInclusive ? "<=" : "<", .number(upper.value)] }
        return terms
    }
}

import QuickstepJSON

extension IntrinsicArguments {
    /// Merges two objects member by member; members of the second win.
    ///
    /// The service merges no deeper.
    func jsonMerge() throws(EvaluationError) -> JSONValue {
        var merged = try object(0)
        let other = try object(1)
        guard try !boolean(2) else {
            throw failure("Deep merging is not supported: the third argument must be false")
        }
        for member in other { merged[member.key] = member.value }
        return .object(merged)
    }

    func stringToJSON() throws(EvaluationError) -> JSONValue {
        let text = try text(0)
        // The recorded service gives null for a text without anything in it.
        if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) { return .null }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue.parse(text)
        } catch {
            throw failure("The argument is not valid JSON: \(error.message)")
        }
        guard text.utf8.contains(UInt8(ascii: "-")) else { return value }
        try checkDepth(of: value)
        return value.withoutNegativeZeros
    }
}

extension JSONValue {
    /// The recorded service reads `-0` as the integer 0.
    ///
    /// The caller has bounded the depth.
    fileprivate var withoutNegativeZeros: JSONValue {
        switch self {
        case .null, .bool, .string: self
        case .number(let number): number.description == "-0" ? 0 : self
        case .array(let elements): .array(elements.map(\.withoutNegativeZeros))
        case .object(let object): .object(JSONObject(object.map { ($0.key, $0.value.withoutNegativeZeros) }))
        }
    }
}

import QuickstepJSON

/// A reference to an earlier answer: `${3.stateMachineArn}`.
struct Placeholder {
    /// Which answer.
    let step: Int
    /// Where in it.
    let path: MemberPath

    /// The text with the values that the placeholders in it stand for.
    static func filled(_ value: JSONValue, _ lookUp: (Placeholder) -> JSONValue?) -> JSONValue {
        switch value {
        case .object(let members): .object(members.mapValues { filled($0, lookUp) })
        case .array(let items): .array(items.map { filled($0, lookUp) })
        case .string(let text): .string(filled(text, lookUp))
        default: value
        }
    }

    static func filled(_ text: String, _ lookUp: (Placeholder) -> JSONValue?) -> String {
        var result = ""
        var rest = text[...]
        while let begin = rest.firstRange(of: "${"), let end = rest[begin.upperBound...].firstIndex(of: "}") {
            result += rest[..<begin.lowerBound]
            let inside = rest[begin.upperBound..<end]
            let whole = rest[begin.lowerBound...end]
            let found = Placeholder(inside).flatMap(lookUp)
            result += found.map { $0.stringValue ?? $0.compactText } ?? String(whole)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private init?(_ text: Substring) {
        guard let dot = text.firstIndex(of: "."), let step = Int(text[..<dot]) else { return nil }
        self.step = step
        path = MemberPath(text[text.index(after: dot)...])
    }
}

/// A way into a JSON value: `events[4].taskFailedEventDetails.cause`.
struct MemberPath {
    private let parts: [Substring]

    init(_ text: Substring) {
        parts = text.split { ".[]".contains($0) }
    }

    func value(in json: JSONValue) -> JSONValue? {
        parts.reduce(Optional(json)) { value, part in
            value.flatMap { $0.arrayValue == nil ? $0[String(part)] : Int(part).flatMap { [value] in value?[$0] } }
        }
    }
}

import QuickstepJSON

/// Brings an answer into the form that recordings have.
struct Normaliser: Sendable {
    let aliases: [(literal: String, placeholder: String)]
    let region: String

    /// - Parameters:
    ///   - aliases: What the recording has in the place of which name, the longest names first.
    ///   - region: The Region that was asked.
    init(aliases: [(literal: String, placeholder: String)], region: String) {
        self.aliases = aliases
        self.region = region
    }

    /// The answer with objects in the place of their texts, and placeholders in the place of names.
    func normalised(_ value: JSONValue) -> JSONValue {
        renamed(Self.withObjects(value))
    }

    /// Members that are objects in text become objects, once.
    static func withObjects(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.mapValues { member in
                    guard case .string(let text) = member, text.hasPrefix("{"), let parsed = try? JSONValue.parse(text)
                    else { return withObjects(member) }
                    return parsed
                }
            )
        case .array(let items):
            .array(items.map { $0.objectValue != nil || $0.arrayValue != nil ? withObjects($0) : $0 })
        default: value
        }
    }

    private func renamed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(JSONObject(members.map { (renamed($0.key), renamed($0.value)) }))
        case .array(let items): .array(items.map(renamed))
        case .string(let text): .string(renamed(text))
        default: value
        }
    }

    private func renamed(_ text: String) -> String {
        var text = text
        for (literal, placeholder) in aliases where !literal.isEmpty && text.contains(literal) {
            text = text.replacing(literal, with: placeholder)
        }
        guard text.contains("arn:aws:") || text.contains(region) else { return text }
        return text.replacing("arn:aws:", with: "arn:<partition>:").replacing(region, with: "<region>")
    }
}

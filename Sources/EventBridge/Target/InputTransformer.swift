import QuickstepJSON
import QuickstepJSONPath
import QuickstepServiceKit

/// A target's template: JSON, or lines of quoted text, with places that are filled from each event.
///
/// `<name>` stands for what the path of that name leads to, and some names are known without a path. Within quotation marks a place is
/// filled with text, elsewhere with JSON; what is not there is the empty text.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-input-template.html
struct InputTransformer: Sendable, Equatable {
    private enum Segment: Sendable, Equatable {
        case literal(String)
        case place(TemplatePlace, isInString: Bool)
    }

    private let segments: [Segment]

    init(_ parameters: Parameters, id: String) throws(ServiceError) {
        try parameters.refuse(allBut: ["InputPathsMap", "InputTemplate"], of: "an InputTransformer")
        let template = try parameters.requiredText("InputTemplate")
        _ = try parameters.text("InputTemplate", to: EventBridgeLimits.inputLengthMax)
        segments = try Self.segments(of: template, try Self.paths(parameters, id: id), id: id)
        guard Self.delivered(Self.filled(segments) { _ in .string("") }) != nil else {
            throw .validation(
                "The InputTemplate for target \(id) is neither JSON nor quoted text around its placeholders."
            )
        }
    }

    private static func paths(_ parameters: Parameters, id: String) throws(ServiceError) -> [String: JSONPath] {
        let map = try parameters.object("InputPathsMap")?.members ?? [:]
        guard map.count <= EventBridgeLimits.inputPathsMax else {
            throw .validation(
                "The InputPathsMap for target \(id) has more than \(EventBridgeLimits.inputPathsMax) paths."
            )
        }
        var paths: [String: JSONPath] = [:]
        for (name, value) in map {
            guard let text = value.stringValue else {
                throw .validation("The path '\(name)' of the InputPathsMap for target \(id) must be a string.")
            }
            guard !name.lowercased().hasPrefix("aws.") else {
                throw .validation("The name '\(name)' in the InputPathsMap for target \(id) is reserved.")
            }
            paths[name] = try TargetInput.path(text, "InputPathsMap", of: id)
        }
        return paths
    }

    private static func segments(
        of template: String,
        _ paths: [String: JSONPath],
        id: String
    ) throws(ServiceError) -> [Segment] {
        var segments: [Segment] = []
        var literal = ""
        var isInString = false
        var isEscaped = false
        var rest = template.unicodeScalars[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                let name = String(rest[rest.index(after: rest.startIndex)..<end])
                if name.unicodeScalars.allSatisfy(isNameScalar), !name.isEmpty {
                    guard let place = TemplatePlace(name, paths) else {
                        throw .validation("InputTemplate for target \(id) contains invalid placeholder \(name).")
                    }
                    segments.append(.literal(literal))
                    segments.append(.place(place, isInString: isInString))
                    literal = ""
                    rest = rest[rest.index(after: end)...]
                    isEscaped = false
                    continue
                }
            }
            if character == "\"", !isEscaped { isInString.toggle() }
            isEscaped = character == "\\" && !isEscaped
            literal.unicodeScalars.append(character)
            rest = rest.dropFirst()
        }
        segments.append(.literal(literal))
        return segments
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
        default: false
        }
    }

    // MARK: Filling

    /// The text that a target gets of an event.
    func text(for event: JSONObject, of rule: RuleAddress, ingestedAt time: String) -> String {
        let filled = Self.filled(segments) { $0.value(in: event, of: rule, ingestedAt: time) }
        // It was JSON with other values in its places, and a value is JSON wherever it stands.
        return Self.delivered(filled) ?? filled
    }

    private static func filled(_ segments: [Segment], _ value: (TemplatePlace) -> JSONValue) -> String {
        segments.reduce(into: "") { text, segment in
            switch segment {
            case .literal(let literal): text += literal
            case .place(let place, isInString: false): text += value(place).compactText
            case .place(let place, isInString: true):
                text += JSONValue.string(plainText(value(place))).compactText.dropFirst().dropLast()
            }
        }
    }

    /// A value within a text: objects and lists lose the quotation marks in them, down to a depth that nobody writes by hand.
    private static func plainText(_ value: JSONValue, depth: Int = 0) -> String {
        guard depth < plainDepthMax else { return value.compactText }
        return switch value {
        case .string(let text): text
        case .array(let elements):
            "[\(elements.map { plainText($0, depth: depth + 1) }.joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\($0.key):\(plainText($0.value, depth: depth + 1))" }.joined(separator: ","))}"
        case .null, .bool, .number: value.compactText
        }
    }

    private static let plainDepthMax = 64

    /// What is delivered of a filled template: JSON as such, else its lines, which must be quoted text each; `nil` for other text.
    private static func delivered(_ text: String) -> String? {
        if let value = try? JSONValue.parse(text) { return value.compactText }
        var lines: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let value = try? JSONValue.parse(String(line)) else { return nil }
            lines.append(value.compactText)
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

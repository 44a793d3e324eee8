import QuickstepJSON
import QuickstepServiceKit

/// A pipe's input template: JSON with places that are filled from each message.
///
/// `<$.body.order>` stands for a part of the record, where a body that is JSON is looked into; `<aws.pipes.event.json>` for the whole
/// record; `<aws.pipes.pipe-name>` and its like for what is known of the pipe. Within a string a place is filled with text, elsewhere
/// with JSON; what is not there is the empty text, or `null`.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
struct InputTemplate: Sendable, Equatable {
    private enum Segment: Sendable, Equatable {
        case literal(String)
        case place(TemplatePlace, isInString: Bool)
    }

    static let lengthMax = 8192

    let text: String
    private let segments: [Segment]

    init(_ text: String) throws(ServiceError) {
        guard text.utf8.count <= Self.lengthMax else {
            throw .validation("The input template is longer than \(Self.lengthMax) bytes.")
        }
        self.text = text
        segments = try Self.segments(of: text)
        let filled = Self.text(segments) { $1 ? "" : "null" }
        guard (try? JSONValue.parse(filled)) != nil else {
            throw .unsupported("an input template that is not JSON around its places: \(text)")
        }
    }

    private static func segments(of text: String) throws(ServiceError) -> [Segment] {
        var segments: [Segment] = []
        var literal = ""
        var isInString = false
        var isEscaped = false
        var rest = text[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                segments.append(.literal(literal))
                literal = ""
                let place = try TemplatePlace(String(rest[rest.index(after: rest.startIndex)..<end]))
                segments.append(.place(place, isInString: isInString))
                rest = rest[rest.index(after: end)...]
                isEscaped = false
                continue
            }
            if character == "\"", !isEscaped { isInString.toggle() }
            isEscaped = character == "\\" && !isEscaped
            literal.append(character)
            rest = rest.dropFirst()
        }
        segments.append(.literal(literal))
        return segments
    }

    private static func text(_ segments: [Segment], _ fill: (TemplatePlace, Bool) -> String) -> String {
        segments.reduce(into: "") { result, segment in
            switch segment {
            case .literal(let text): result += text
            case .place(let place, let isInString): result += fill(place, isInString)
            }
        }
    }

    /// The template filled for one record.
    func value(for record: JSONObject, of pipe: PipeFacts) -> JSONValue {
        let filled = Self.text(segments) { place, isInString in
            let value = place.value(in: record, of: pipe)
            guard isInString else { return value?.compactText ?? "null" }
            let text = value.map { $0.stringValue ?? $0.compactText } ?? ""
            return String(JSONValue.string(text).compactText.dropFirst().dropLast())
        }
        // It parsed with other values in its places, and a value is JSON wherever it stands.
        return (try? JSONValue.parse(filled)) ?? .string(filled)
    }
}

/// What a template may tell of its pipe.
struct PipeFacts: Sendable, Equatable {
    let address: PipeAddress
    let source: String
    let target: String
    /// When the batch was received, in ISO 8601.
    let ingestedAt: String
}

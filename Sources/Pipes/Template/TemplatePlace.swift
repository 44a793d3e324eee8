import QuickstepJSON
import QuickstepServiceKit

/// One place of an input template.
enum TemplatePlace: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case member(String)
        case element(Int)
    }

    case path([Step])
    case record
    case pipeName
    case pipeARN
    case sourceARN
    case targetARN
    case ingestionTime

    /// Reads what stands between `<` and `>`.
    init(_ text: String) throws(ServiceError) {
        switch text {
        case "aws.pipes.event.json", "aws.pipes.event": self = .record
        case "aws.pipes.pipe-name": self = .pipeName
        case "aws.pipes.pipe-arn": self = .pipeARN
        case "aws.pipes.source-arn": self = .sourceARN
        case "aws.pipes.target-arn": self = .targetARN
        case "aws.pipes.event.ingestion-time": self = .ingestionTime
        default:
            guard let steps = Self.steps(text) else {
                throw .unsupported("the place <\(text)> in an input template")
            }
            self = .path(steps)
        }
    }

    /// Reads `$.a.b[0]`; `nil` for paths that are not that simple.
    private static func steps(_ text: String) -> [Step]? {
        guard text.hasPrefix("$.") else { return nil }
        var steps: [Step] = []
        for part in text.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            guard let name = pieces.first, !name.isEmpty, name.utf8.allSatisfy(isNameByte) else { return nil }
            steps.append(.member(String(name)))
            for piece in pieces.dropFirst() {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else { return nil }
                steps.append(.element(index))
            }
        }
        return steps
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: byte >= 0x80
        }
    }

    /// What the place is filled with; `nil` where there is nothing.
    func value(in record: JSONObject, of pipe: PipeFacts) -> JSONValue? {
        switch self {
        case .record: .object(record)
        case .pipeName: .string(pipe.address.name)
        case .pipeARN: .string(pipe.address.arn)
        case .sourceARN: .string(pipe.source)
        case .targetARN: .string(pipe.target)
        case .ingestionTime: .string(pipe.ingestedAt)
        case .path(let steps): Self.follow(steps, in: record)
        }
    }

    private static func follow(_ steps: [Step], in record: JSONObject) -> JSONValue? {
        var value = JSONValue.object(record)
        for (position, step) in steps.enumerated() {
            let next: JSONValue? =
                switch step {
                case .member(let name): value[name]
                case .element(let index): value[index]
                }
            guard let next else { return nil }
            value = next
            // A body that is JSON is taken as what it says, as AWS does.
            if position == 0, step == .member("body"), let text = value.stringValue,
                let parsed = try? JSONValue.parse(text)
            {
                value = parsed
            }
        }
        return value
    }
}

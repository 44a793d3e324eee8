import QuickstepJSON

/// The places of a value that differ from run to run although nothing went wrong, and the value without them.
///
/// UUIDs and times are known beforehand (`TextMask`). Everything else is learnt from two undisturbed runs of different processes: where
/// two values differ that belong to each other, the place is volatile.
struct VolatilePaths: Sendable, Equatable {
    /// The steps to a place: members by name, all elements of an array alike.
    typealias Path = [String]

    private static let element = "[]"
    private static let placeholder = JSONValue.string("<varies>")
    /// What lies deeper is compared as text.
    private static let depthMax = 64

    private(set) var paths: Set<Path> = []

    mutating func insert(_ found: [Path]) {
        paths.formUnion(found)
    }

    /// The value with everything volatile replaced.
    func masked(_ value: JSONValue, at path: Path = []) -> JSONValue {
        guard !paths.contains(path) else { return Self.placeholder }
        guard path.count < Self.depthMax else { return .string(TextMask.masked(value.compactText)) }
        switch value {
        case .null, .bool, .number:
            return value
        case .string(let text):
            guard let inner = Self.parsed(text) else { return .string(TextMask.masked(text)) }
            // Its members are places like any other; each level of nesting adds a step, so the bound holds here too.
            return masked(inner, at: path)
        case .array(let elements):
            return .array(elements.map { masked($0, at: path + [Self.element]) })
        case .object(let members):
            return .object(
                JSONObject(members.map { ($0.key, masked($0.value, at: path + [$0.key])) })
            )
        }
    }

    /// The places in which two masked values of one shape differ; nil where they have different shapes.
    static func differences(_ one: JSONValue, _ other: JSONValue, at path: Path = []) -> [Path]? {
        switch (one, other) {
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return nil }
            var found: [Path] = []
            for (one, other) in zip(left, right) {
                guard let inner = differences(one, other, at: path + [element]) else { return nil }
                found += inner
            }
            return found
        case (.object(let left), .object(let right)):
            guard left.keys.elementsEqual(right.keys) else { return nil }
            var found: [Path] = []
            for (one, other) in zip(left, right) {
                guard let inner = differences(one.value, other.value, at: path + [one.key]) else { return nil }
                found += inner
            }
            return found
        default:
            if one == other { return [] }
            // A whole value that is a text or a number is what is compared, and nothing beside it.
            guard !path.isEmpty, !one.isContainer, !other.isContainer else { return nil }
            return [path]
        }
    }

    /// A text that is itself JSON, as messages and events carry it.
    private static func parsed(_ text: String) -> JSONValue? {
        guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let value = try? JSONValue.parse(text)
        else { return nil }
        return value
    }
}

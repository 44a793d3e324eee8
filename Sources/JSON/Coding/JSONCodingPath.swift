/// The way from the root to a value as a linked list, so that going one step down copies nothing.
final class JSONCodingPath: Sendable {
    private let parent: JSONCodingPath?
    private let key: any CodingKey

    /// How many steps the way has.
    let depth: Int

    init(_ key: any CodingKey, after parent: JSONCodingPath?) {
        self.key = key
        self.parent = parent
        self.depth = (parent?.depth ?? 0) + 1
    }

    /// The steps in order from the root.
    static func keys(of path: JSONCodingPath?) -> [any CodingKey] {
        var keys: [any CodingKey] = []
        var step = path
        while let current = step {
            keys.append(current.key)
            step = current.parent
        }
        return keys.reversed()
    }
}

/// A key that no type declares: an array index, `super`, or a member's name.
struct JSONCodingKey: CodingKey, Equatable {
    static let superKey = JSONCodingKey(stringValue: "super")

    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        self.intValue = nil
    }

    init(intValue: Int) {
        self.stringValue = "Index \(intValue)"
        self.intValue = intValue
    }
}

package import QuickstepJSON

/// Many patterns, arranged so that those that cannot describe an object are not asked.
///
/// Each pattern is kept under its ``PatternAnchor``: a text at a key, or the key alone. An object is looked up at every key that some
/// pattern is kept under; only the patterns found there, and those without an anchor, are asked. A thousand policies of which each
/// wants another value of one key cost one look-up and one question.
package struct PatternIndex: Sendable {
    /// The patterns that are kept under one key.
    private struct Shelf: Sendable {
        let path: [String]
        var byText: [String: [Int]] = [:]
        var anyValue: [Int] = []
    }

    private let patterns: [Int: EventPattern]
    private let shelves: [Shelf]
    private let unanchored: [Int]

    /// Arranges patterns.
    ///
    /// - Parameter patterns: The patterns with the numbers by which they are told, each number once.
    package init(_ patterns: [(number: Int, pattern: EventPattern)]) {
        var byPath: [[String]: Int] = [:]
        var shelves: [Shelf] = []
        var unanchored: [Int] = []
        for (number, pattern) in patterns {
            guard let anchor = PatternAnchor(pattern) else {
                unanchored.append(number)
                continue
            }
            let position = byPath[anchor.path] ?? shelves.count
            if position == shelves.count {
                byPath[anchor.path] = position
                shelves.append(Shelf(path: anchor.path))
            }
            if let texts = anchor.texts {
                for text in texts { shelves[position].byText[text, default: []].append(number) }
            } else {
                shelves[position].anyValue.append(number)
            }
        }
        self.patterns = Dictionary(patterns.map { ($0.number, $0.pattern) }, uniquingKeysWith: { first, _ in first })
        self.shelves = shelves
        self.unanchored = unanchored
    }

    /// The numbers of the patterns that describe an object, in ascending order.
    package func matches(_ object: JSONObject) -> [Int] {
        let found = candidates { path in
            var objects = [object]
            for key in path.dropLast() { objects = objects.flatMap { $0.objects(atDotted: key) } }
            guard let last = path.last else { return nil }
            let leaves = objects.flatMap { $0.values(atDotted: last).flatMap(\.leaves) }
            return leaves.isEmpty ? nil : leaves
        }
        return found.filter { patterns[$0]?.accepts(object) ?? false }
    }

    /// The numbers of the patterns that describe flat fields, in ascending order.
    package func matches(_ fields: some FlatFields) -> [Int] {
        let found = candidates { path in
            guard path.count == 1, let key = path.first else { return nil }
            return fields.values(of: key)
        }
        return found.filter { patterns[$0]?.accepts(fields) ?? false }
    }

    /// The patterns that may match what has these values.
    private func candidates(_ values: ([String]) -> [JSONValue]?) -> [Int] {
        var found = Set(unanchored)
        for shelf in shelves {
            guard let values = values(shelf.path) else { continue }
            found.formUnion(shelf.anyValue)
            guard !shelf.byText.isEmpty else { continue }
            for case .string(let text) in values { found.formUnion(shelf.byText[text] ?? []) }
        }
        return found.sorted()
    }
}

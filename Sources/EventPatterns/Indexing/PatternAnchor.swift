import QuickstepJSON

/// What an object must have at least for a pattern to describe it: one key of the pattern, chosen so that few others ask for it.
struct PatternAnchor: Sendable, Equatable {
    /// The keys that lead to it, from the outermost object on.
    let path: [String]
    /// The texts of which one must be there; `nil` where any value will do.
    let texts: [String]?

    /// The best anchor of a pattern; `nil` where there is nothing that an object must have.
    ///
    /// Texts are better than mere presence, and fewer texts than more. What stands below `$or` is no anchor, as another alternative may hold.
    init?(_ pattern: EventPattern) {
        var best: PatternAnchor?
        Self.search(pattern.root, [], &best)
        guard let best else { return nil }
        self = best
    }

    private init(path: [String], texts: [String]?) {
        self.path = path
        self.texts = texts
    }

    private static func search(_ node: PatternNode, _ path: [String], _ best: inout PatternAnchor?) {
        for member in node.members {
            switch member {
            case .leaf(let key, let matchers):
                guard let anchor = anchor(path + [key], matchers) else { continue }
                if best.map({ anchor.isBetter(than: $0) }) ?? true { best = anchor }
            case .nested(let key, let inner): search(inner, path + [key], &best)
            case .either: continue
            }
        }
    }

    private static func anchor(_ path: [String], _ matchers: [Matcher]) -> PatternAnchor? {
        // Absence has no place in an index.
        guard !matchers.contains(.exists(false)) else { return nil }
        var texts: [String] = []
        for matcher in matchers {
            guard case .exactly(.string(let text)) = matcher else { return PatternAnchor(path: path, texts: nil) }
            texts.append(text)
        }
        return PatternAnchor(path: path, texts: texts)
    }

    private func isBetter(than other: PatternAnchor) -> Bool {
        switch (texts, other.texts) {
        case (let mine?, let others?): mine.count < others.count
        case (_?, nil): true
        case (nil, _): false
        }
    }
}

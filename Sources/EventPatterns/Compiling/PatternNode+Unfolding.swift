extension PatternNode {
    /// The same pattern with dotted keys written as nested ones, those of one name as one.
    ///
    /// `{"a.b": …, "a.c": …}` and `{"a": {"b": …, "c": …}}` are the same pattern, and so are the same elements of arrays looked for.
    /// A key that would nest deeper than patterns may is left as it is, which finds the same but for that.
    func unfolded(depth: Int) -> PatternNode {
        var unfolded: [Member] = []
        for member in members {
            switch member {
            case .leaf(let key, _), .nested(let key, _): Self.add(member, at: key, depth: depth, to: &unfolded)
            case .either: unfolded.append(member)
            }
        }
        return PatternNode(members: unfolded)
    }

    private static func add(_ member: Member, at key: String, depth: Int, to members: inout [Member]) {
        let names = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard names.count > 1 || member.isNested, depth + names.count <= EventPattern.depthMax, let last = names.last
        else { return members.append(member) }
        var inner = member.renamed(last)
        for name in names.dropLast().reversed() { inner = .nested(name, PatternNode(members: [inner])) }
        guard case .nested(let name, let node) = inner else { return members.append(inner) }
        let position = members.firstIndex { if case .nested(name, _) = $0 { true } else { false } }
        guard let position, case .nested(_, let present) = members[position] else { return members.append(inner) }
        members[position] = .nested(
            name,
            PatternNode(members: present.members + node.members).unfolded(depth: depth + 1)
        )
    }
}

extension PatternNode.Member {
    fileprivate var isNested: Bool {
        if case .nested = self { true } else { false }
    }

    fileprivate func renamed(_ name: String) -> Self {
        switch self {
        case .leaf(_, let matchers): .leaf(name, matchers)
        case .nested(_, let node): .nested(name, node)
        case .either: self
        }
    }
}

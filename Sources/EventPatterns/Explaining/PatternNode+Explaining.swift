import QuickstepJSON

extension PatternNode {
    // MARK: Flat fields

    /// What of the pattern flat fields do not satisfy; nothing where they satisfy it.
    func mismatches(_ fields: some FlatFields) -> [PatternMismatch] {
        members.compactMap { member in
            switch member {
            case .leaf(let key, let matchers):
                guard !PatternNode(members: [member]).accepts(fields) else { return nil }
                return .key(path: key, wanted: matchers.map(\.json), found: fields.values(of: key))
            case .nested(let key, _):
                // Fields have no members.
                return .key(path: key, wanted: [[:]], found: fields.values(of: key))
            case .either(let nodes):
                let lacking = nodes.map { $0.mismatches(fields) }
                return lacking.contains { $0.isEmpty } ? nil : .alternatives(lacking)
            }
        }
    }

    // MARK: Objects

    /// What of the pattern an object does not satisfy; nothing where it satisfies it.
    ///
    /// Where one of several elements could have satisfied a nested pattern, that one is told of that lacks least.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - prefix: What goes before the names of its keys.
    /// - Returns: What is wanting.
    func mismatches(_ object: JSONObject, prefix: String = "") -> [PatternMismatch] {
        members.flatMap { member -> [PatternMismatch] in
            switch member {
            case .leaf(let key, let matchers):
                let values = object.values(atDotted: key)
                let leaves = values.flatMap(\.leaves)
                guard !matchers.contains(where: { $0.matches(leaves, isPresent: !leaves.isEmpty) }) else { return [] }
                return [
                    .key(path: prefix + key, wanted: matchers.map(\.json), found: values.isEmpty ? nil : leaves)
                ]
            case .nested(let key, let node):
                let objects = object.objects(atDotted: key)
                let lacking = (objects.isEmpty ? [JSONObject()] : objects).map {
                    node.mismatches($0, prefix: "\(prefix)\(key).")
                }
                return lacking.min { $0.count < $1.count } ?? []
            case .either(let nodes):
                let lacking = nodes.map { $0.mismatches(object, prefix: prefix) }
                return lacking.contains { $0.isEmpty } ? [] : [.alternatives(lacking)]
            }
        }
    }
}

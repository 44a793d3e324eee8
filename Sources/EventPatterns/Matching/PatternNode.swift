import QuickstepJSON

/// One object of a pattern.
struct PatternNode: Sendable, Equatable {
    indirect enum Member: Sendable, Equatable {
        /// A key with its match values, of which one must match.
        case leaf(String, [Matcher])
        /// A key with a pattern of its own.
        case nested(String, PatternNode)
        /// `$or`: one of these patterns must hold.
        case either([PatternNode])
    }

    let members: [Member]

    /// Whether any key has a pattern of its own.
    var isNested: Bool {
        members.contains { member in
            switch member {
            case .leaf: false
            case .nested: true
            case .either(let nodes): nodes.contains { $0.isNested }
            }
        }
    }

    /// How many combinations of match values there are, as AWS counts them; `nil` where there are too many to count.
    ///
    /// The numbers of values are multiplied, each by the depth of its key; alternatives add up.
    func combinations(depth: Int) -> Int? {
        var product = 1
        for member in members {
            let factor: Int?
            switch member {
            case .leaf(_, let matchers):
                factor = matchers.count * depth
            case .nested(_, let node):
                factor = node.combinations(depth: depth + 1)
            case .either(let nodes):
                var sum = 0
                for node in nodes {
                    guard let combinations = node.combinations(depth: depth) else { return nil }
                    let (next, overflow) = sum.addingReportingOverflow(combinations)
                    guard !overflow else { return nil }
                    sum = next
                }
                factor = sum
            }
            guard let factor else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    /// How many combinations of alternatives there are; `nil` where there are too many to count.
    ///
    /// Those of one `$or` add up, and those of several are multiplied.
    var alternatives: Int? {
        var product = 1
        for member in members {
            let factor: Int?
            switch member {
            case .leaf: factor = 1
            case .nested(_, let node): factor = node.alternatives
            case .either(let nodes):
                factor = nodes.reduce(0) { sum, node in
                    guard let sum, let count = node.alternatives else { return nil }
                    let (next, overflow) = sum.addingReportingOverflow(count)
                    return overflow ? nil : next
                }
            }
            guard let factor else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    // MARK: Flat fields

    /// Whether flat fields, such as the attributes of a message, satisfy the pattern.
    func accepts(_ fields: some FlatFields) -> Bool {
        members.allSatisfy { member in
            switch member {
            case .leaf(let key, let matchers):
                let values = fields.values(of: key)
                return matchers.contains { matcher in
                    // SNS's documentation says so: a message without any attribute does not match, not even what is absent.
                    if matcher == .exists(false), fields.isEmpty { return false }
                    return matcher.matches(values ?? [], isPresent: values != nil)
                }
            case .nested: return false
            case .either(let nodes): return nodes.contains { $0.accepts(fields) }
            }
        }
    }

    // MARK: Objects

    /// Whether an object satisfies the pattern.
    ///
    /// Arrays are searched element by element, and one element must satisfy all of a nested pattern. Alternatives of `$or` are asked
    /// one by one: where they go into the same array as keys beside them, each may find its own element.
    func accepts(_ object: JSONObject) -> Bool {
        members.allSatisfy { member in
            switch member {
            case .leaf(let key, let matchers):
                let values = object.values(atDotted: key).flatMap(\.leaves)
                return matchers.contains { $0.matches(values, isPresent: !values.isEmpty) }
            case .nested(let key, let node):
                let objects = object.objects(atDotted: key)
                // Without any object every key below is absent, which is what `exists: false` asks for.
                return objects.isEmpty ? node.accepts(JSONObject()) : objects.contains { node.accepts($0) }
            case .either(let nodes):
                return nodes.contains { $0.accepts(object) }
            }
        }
    }
}

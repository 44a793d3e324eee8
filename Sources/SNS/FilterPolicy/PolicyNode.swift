import QuickstepJSON

/// One object of a policy.
struct PolicyNode: Sendable, Equatable {
    indirect enum Member: Sendable, Equatable {
        /// A key with its match values, of which one must match.
        case leaf(String, [Matcher])
        /// A key with a policy of its own.
        case nested(String, PolicyNode)
        /// `$or`: one of these policies must hold.
        case either([PolicyNode])
    }

    let members: [Member]

    /// Whether any key has a policy of its own.
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

    // MARK: Attributes

    /// Whether the attributes of a message satisfy the policy.
    func accepts(_ attributes: TopicAttributes) -> Bool {
        members.allSatisfy { member in
            switch member {
            case .leaf(let key, let matchers):
                let attribute = attributes[key]
                let values = attribute?.filterValues ?? []
                return matchers.contains { matcher in
                    // The documentation says so: a message without any attribute does not match, not even what is absent.
                    if matcher == .exists(false), attributes.isEmpty { return false }
                    return matcher.matches(values, isPresent: attribute != nil)
                }
            case .nested: return false
            case .either(let nodes): return nodes.contains { $0.accepts(attributes) }
            }
        }
    }

    // MARK: Bodies

    /// Whether an object satisfies the policy.
    ///
    /// Arrays are searched element by element, and one element must satisfy all of a nested policy, as in EventBridge.
    func accepts(_ object: JSONObject) -> Bool {
        members.allSatisfy { member in
            switch member {
            case .leaf(let key, let matchers):
                let values = object.values(atDotted: key).flatMap(\.leaves)
                return matchers.contains { $0.matches(values, isPresent: !values.isEmpty) }
            case .nested(let key, let node):
                let objects = object.values(atDotted: key).flatMap(\.objects)
                // Without any object every key below is absent, which is what `exists: false` asks for.
                return objects.isEmpty ? node.accepts(JSONObject()) : objects.contains { node.accepts($0) }
            case .either(let nodes):
                return nodes.contains { $0.accepts(object) }
            }
        }
    }
}

extension JSONObject {
    /// The values of a key.
    ///
    /// One with periods names a member of that very name as well as one of nested objects.
    fileprivate func values(atDotted key: String) -> [JSONValue] {
        var found: [JSONValue] = []
        var open: [(object: JSONObject, key: Substring)] = [(self, key[...])]
        while let (object, key) = open.popLast() {
            if let value = object[String(key)] { found.append(value) }
            for position in key.indices where key[position] == "." {
                guard let value = object[String(key[..<position])] else { continue }
                let rest = key[key.index(after: position)...]
                for inner in value.objects { open.append((inner, rest)) }
            }
        }
        return found
    }
}

extension JSONValue {
    /// The elements of arrays in arrays, or the value itself, one after the other.
    fileprivate var elements: [JSONValue] {
        guard case .array = self else { return [self] }
        var elements: [JSONValue] = []
        var open: [JSONValue] = [self]
        while let value = open.popLast() {
            if case .array(let inner) = value {
                open.append(contentsOf: inner.reversed())
            } else {
                elements.append(value)
            }
        }
        return elements
    }

    /// What match values are compared with: everything that is no object.
    fileprivate var leaves: [JSONValue] {
        elements.filter { $0.objectValue == nil }
    }

    fileprivate var objects: [JSONObject] {
        elements.compactMap(\.objectValue)
    }
}

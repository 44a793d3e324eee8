/// What one encoder has been given so far.
///
/// Containers are references, because nested containers and super encoders may be filled in after their parent has gone on.
final class JSONEncodingNode {
    private enum Content {
        case nothing
        case value(JSONValue)
        case array([JSONValue])
        case object(JSONObject)
    }

    private var content = Content.nothing

    /// The nested encoders by the positions of their values, at which null stands meanwhile.
    private var nested: [(position: Int, node: JSONEncodingNode)] = []

    /// Takes a single value.
    func set(_ value: JSONValue) {
        self.content = .value(value)
    }

    /// Becomes an array, unless it is one.
    func becomeArray() {
        if case .array = self.content { return }
        self.content = .array([])
    }

    /// Becomes an object, unless it is one.
    func becomeObject() {
        if case .object = self.content { return }
        self.content = .object(JSONObject())
    }

    /// The number of elements of an array.
    var count: Int {
        if case .array(let elements) = self.content { return elements.count }
        return 0
    }

    /// Adds an element to an array.
    func append(_ value: JSONValue) {
        guard case .array(var elements) = self.content else { return }
        // The content lets go of the elements first, so that appending does not copy them.
        self.content = .nothing
        elements.append(value)
        self.content = .array(elements)
    }

    /// Adds the result of a nested encoder to an array.
    func append(_ node: JSONEncodingNode) {
        self.nested.append((self.count, node))
        self.append(.null)
    }

    /// Adds a member to an object, or replaces it at its place.
    func set(_ value: JSONValue, forKey key: String) {
        guard case .object(var object) = self.content else { return }
        self.content = .nothing
        if let position = object.position(ofKey: key) {
            self.nested.removeAll { $0.position == position }
            object.setValue(value, forKey: key)
        } else {
            object.append(unique: key, value)
        }
        self.content = .object(object)
    }

    /// The nested encoder under a key: the one that was there before, so that asking again continues it, or a new one.
    func nestedNode(forKey key: String) -> JSONEncodingNode {
        if let node = self.earlierNode(forKey: key) { return node }
        let node = JSONEncodingNode()
        self.set(.null, forKey: key)
        if case .object(let object) = self.content, let position = object.position(ofKey: key) {
            self.nested.append((position, node))
        }
        return node
    }

    private func earlierNode(forKey key: String) -> JSONEncodingNode? {
        guard !self.nested.isEmpty, case .object(let object) = self.content else { return nil }
        guard let position = object.position(ofKey: key) else { return nil }
        return self.nested.first { $0.position == position }?.node
    }

    /// The value of all that was given, or nil when nothing was; a nested encoder that was given nothing leaves `{}`.
    func resolve() -> JSONValue? {
        switch self.content {
        case .nothing:
            return nil
        case .value(let value):
            return value
        case .array(var elements):
            for (position, node) in self.nested {
                elements[position] = node.resolve() ?? .object(JSONObject())
            }
            return .array(elements)
        case .object(var object):
            for (position, node) in self.nested {
                object.members[position].value = node.resolve() ?? .object(JSONObject())
            }
            return .object(object)
        }
    }
}

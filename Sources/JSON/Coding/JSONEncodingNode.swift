/// What one encoder has been given so far.
///
/// Containers are references, because nested containers and super encoders may be filled in after their parent has gone
/// on.
final class JSONEncodingNode {
    enum Slot {
        case value(JSONValue)
        case node(JSONEncodingNode)
    }

    private enum Content {
        case nothing
        case value(JSONValue)
        case array([Slot])
        case object(keys: JSONObject, slots: [Slot])
    }

    private var content = Content.nothing

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
        self.content = .object(keys: JSONObject(), slots: [])
    }

    /// The number of elements of an array.
    var count: Int {
        if case .array(let slots) = self.content { return slots.count }
        return 0
    }

    /// Adds an element to an array.
    func append(_ slot: Slot) {
        guard case .array(var slots) = self.content else { return }
        // The content lets go of the elements first, so that appending does not copy them.
        self.content = .nothing
        slots.append(slot)
        self.content = .array(slots)
    }

    /// Adds a member to an object, or replaces it at its place.
    func set(_ slot: Slot, forKey key: String) {
        guard case .object(var keys, var slots) = self.content else { return }
        self.content = .nothing
        if let position = keys.position(ofKey: key) {
            slots[position] = slot
        } else {
            keys.append(unique: key, .null)
            slots.append(slot)
        }
        self.content = .object(keys: keys, slots: slots)
    }

    /// The container that was nested under a key before, so that asking for it again continues it.
    func nestedNode(forKey key: String) -> JSONEncodingNode? {
        guard case .object(let keys, let slots) = self.content else { return nil }
        guard let position = keys.position(ofKey: key), case .node(let node) = slots[position] else { return nil }
        return node
    }

    /// The value of all that was given, or nil when nothing was.
    func resolve() -> JSONValue? {
        switch self.content {
        case .nothing:
            return nil
        case .value(let value):
            return value
        case .array(let slots):
            return .array(slots.map(Self.resolve))
        case .object(let keys, let slots):
            var position = -1
            let object = keys.mapValues { _ in
                position += 1
                return Self.resolve(slots[position])
            }
            return .object(object)
        }
    }

    /// The value of a slot; a nested encoder that was given nothing leaves an empty object.
    private static func resolve(_ slot: Slot) -> JSONValue {
        switch slot {
        case .value(let value): value
        case .node(let node): node.resolve() ?? .object(JSONObject())
        }
    }
}

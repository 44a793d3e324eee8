/// The members of a JSON object: unique keys in the order in which they were first written.
///
/// Keys are compared byte by byte, without Unicode normalisation. Up to eight members are searched one by one; larger
/// objects keep a hash index, so access by key stays quick. `==` and hashing are identity (see ``JSONValue``): the
/// order of members counts.
@frozen
public struct JSONObject: Sendable {
    /// The members in order.
    @usableFromInline
    var members: [JSONObjectMember]

    /// Where to find a key, empty up to ``JSONObjectIndex/threshold`` members.
    @usableFromInline
    var index: JSONObjectIndex

    /// Makes an object of members and their index, or of a few members with unique keys.
    private init(members: [JSONObjectMember], index: JSONObjectIndex) {
        self.members = members
        self.index = index
    }

    /// Makes an object without members.
    @inlinable
    public init() {
        self.members = []
        self.index = JSONObjectIndex()
    }

    /// Makes an object of keys and values; a repeated key keeps its first place and takes the last value.
    ///
    /// - Parameter pairs: The members in order.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        self.init()
        self.members.reserveCapacity(pairs.underestimatedCount)
        for (key, value) in pairs {
            self.setValue(value, forKey: key)
        }
    }

    /// Makes an object of members, such as a part of another object's; a repeated key keeps its first place and takes
    /// the last value.
    ///
    /// - Parameter members: The members in order.
    @_disfavoredOverload
    public init(_ members: some Sequence<Element>) {
        self.init()
        self.members.reserveCapacity(members.underestimatedCount)
        for (key, value) in members {
            self.setValue(value, forKey: key)
        }
    }

    /// Makes an object of members as parsed, whose keys may repeat.
    init(parsed members: [JSONObjectMember]) {
        let isLarge = members.count > JSONObjectIndex.threshold
        let index = isLarge ? JSONObjectIndex(uniqueKeysOf: members) : JSONObjectIndex()
        if let index, !index.isEmpty || !Self.hasRepeatedKey(members) {
            self.init(members: members, index: index)
        } else {
            self.init(members.lazy.map { ($0.key, $0.value) })
        }
    }

    /// Whether a key occurs twice among a few members.
    private static func hasRepeatedKey(_ members: [JSONObjectMember]) -> Bool {
        guard members.count > 1 else { return false }
        for later in 1..<members.count {
            for earlier in 0..<later where members[earlier].key.isIdentical(to: members[later].key) {
                return true
            }
        }
        return false
    }

    /// The position of a key among the members, or nil when there is no such member.
    ///
    /// - Parameter key: The key, compared byte by byte.
    /// - Returns: The position, from 0, or nil.
    public func position(ofKey key: String) -> Int? {
        guard self.index.isEmpty else { return self.index.position(of: key, in: self.members) }
        for position in self.members.indices where self.members[position].key.isIdentical(to: key) {
            return position
        }
        return nil
    }

    /// The value of a member; setting one replaces the value at its place or appends a member, setting nil removes it.
    ///
    /// - Parameter key: The key, compared byte by byte.
    public subscript(_ key: String) -> JSONValue? {
        get {
            guard let position = self.position(ofKey: key) else { return nil }
            return self.members[position].value
        }
        set {
            if let newValue {
                self.setValue(newValue, forKey: key)
            } else {
                self.removeValue(forKey: key)
            }
        }
    }

    /// Replaces the value of a member at its place, or appends a member.
    ///
    /// - Parameters:
    ///   - value: The new value.
    ///   - key: The key, compared byte by byte.
    public mutating func setValue(_ value: JSONValue, forKey key: String) {
        if let position = self.position(ofKey: key) {
            self.members[position].value = value
        } else {
            self.append(unique: key, value)
        }
    }

    /// Appends a member whose key the caller knows to be new, without searching for it.
    ///
    /// - Parameters:
    ///   - key: A key that the object does not have.
    ///   - value: The value of the member.
    public mutating func append(unique key: String, _ value: JSONValue) {
        self.members.append(JSONObjectMember(key: key, value: value))
        self.index.noteAppended(to: self.members)
    }

    /// Removes a member and closes the gap.
    ///
    /// - Parameter key: The key, compared byte by byte.
    /// - Returns: The value that was removed, or nil when there was no such member.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSONValue? {
        guard let position = self.position(ofKey: key) else { return nil }
        self.index.noteRemoval(at: position, from: self.members)
        return self.members.remove(at: position).value
    }

    /// The keys in order.
    @inlinable
    public var keys: LazyMapCollection<JSONObject, String> {
        self.lazy.map { $0.key }
    }

    /// The values in the order of their keys.
    @inlinable
    public var values: LazyMapCollection<JSONObject, JSONValue> {
        self.lazy.map { $0.value }
    }

    /// Makes an object with the same keys and other values.
    ///
    /// - Parameter transform: Makes the new value of an old one.
    /// - Returns: The new object.
    /// - Throws: What the closure throws.
    public func mapValues<Failure: Error>(
        _ transform: (JSONValue) throws(Failure) -> JSONValue
    ) throws(Failure) -> JSONObject {
        var result = self
        for position in result.members.indices {
            result.members[position].value = try transform(result.members[position].value)
        }
        return result
    }
}

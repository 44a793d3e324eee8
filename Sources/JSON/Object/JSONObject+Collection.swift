extension JSONObject: RandomAccessCollection {
    /// One member.
    public typealias Element = (key: String, value: JSONValue)

    /// The position of a member, from 0.
    public typealias Index = Int

    /// The position of the first member: 0.
    @inlinable
    public var startIndex: Int { 0 }

    /// The position past the last member: the number of members.
    @inlinable
    public var endIndex: Int { self.members.count }

    /// How many members there are.
    @inlinable
    public var count: Int { self.members.count }

    /// Whether there is no member.
    @inlinable
    public var isEmpty: Bool { self.members.isEmpty }

    /// The member at a position within `startIndex..<endIndex`; like an array, it stops the program outside.
    ///
    /// - Parameter position: The position of the member.
    @inlinable
    public subscript(position: Int) -> Element {
        let member = self.members[position]
        return (key: member.key, value: member.value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object of a literal, in the order written; a repeated key replaces the earlier value at its place.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}

extension JSONObject: CustomStringConvertible {
    /// The compact text of the object.
    public var description: String {
        JSONValue.object(self).compactText
    }
}

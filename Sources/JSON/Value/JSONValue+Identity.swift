extension JSONValue: Hashable {
    /// Whether two values print the same compact text.
    ///
    /// Numbers are compared as they print (`1` differs from `1.0`), the order of members counts and strings are
    /// compared byte by byte. Never recurses.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        var comparison = IdentityComparison()
        return comparison.admits(left, right) && comparison.finishes()
    }

    /// Feeds the identity of the value to a hasher; never recurses.
    public func hash(into hasher: inout Hasher) {
        var pending: [JSONValue] = []
        self.hashShallowly(into: &hasher, pending: &pending)
        while let container = pending.popLast() {
            switch container {
            case .array(let elements):
                for element in elements {
                    element.hashShallowly(into: &hasher, pending: &pending)
                }
            case .object(let object):
                for member in object.members {
                    hasher.combine(member.key)
                    member.value.hashShallowly(into: &hasher, pending: &pending)
                }
            case .null, .bool, .number, .string:
                break
            }
        }
    }

    /// Feeds a scalar, or the kind and size of a container whose contents are left for later.
    private func hashShallowly(into hasher: inout Hasher, pending: inout [JSONValue]) {
        switch self {
        case .null:
            hasher.combine(UInt8(0))
        case .bool(let value):
            hasher.combine(value ? UInt8(2) : UInt8(1))
        case .number(let value):
            hasher.combine(UInt8(3))
            hasher.combine(value)
        case .string(let value):
            hasher.combine(UInt8(4))
            hasher.combine(value)
        case .array(let elements):
            hasher.combine(UInt8(5))
            hasher.combine(elements.count)
            if !elements.isEmpty { pending.append(self) }
        case .object(let object):
            hasher.combine(UInt8(6))
            hasher.combine(object.count)
            if !object.isEmpty { pending.append(self) }
        }
    }
}

/// The pairs of containers that are still to be compared: an explicit list in place of recursion.
private struct IdentityComparison {
    private enum Pair {
        case arrays([JSONValue], [JSONValue])
        case objects([JSONObjectMember], [JSONObjectMember])
    }

    private var pending: [Pair] = []

    /// Compares two scalars at once, or the sizes of two containers, whose contents are left for later.
    mutating func admits(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null):
            return true
        case (.bool(let left), .bool(let right)):
            return left == right
        case (.number(let left), .number(let right)):
            return left == right
        case (.string(let left), .string(let right)):
            return left.isIdentical(to: right)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            if !left.sharesStorage(with: right) { self.pending.append(.arrays(left, right)) }
            return true
        case (.object(let left), .object(let right)):
            return self.admits(left, right)
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            return false
        }
    }

    /// Compares the sizes of two objects, whose members are left for later.
    mutating func admits(_ left: JSONObject, _ right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        if !left.members.sharesStorage(with: right.members) {
            self.pending.append(.objects(left.members, right.members))
        }
        return true
    }

    /// Compares all that was left for later.
    mutating func finishes() -> Bool {
        while let pair = self.pending.popLast() {
            switch pair {
            case .arrays(let left, let right):
                for index in left.indices where !self.admits(left[index], right[index]) {
                    return false
                }
            case .objects(let left, let right):
                for index in left.indices {
                    guard left[index].key.isIdentical(to: right[index].key) else { return false }
                    guard self.admits(left[index].value, right[index].value) else { return false }
                }
            }
        }
        return true
    }
}

extension JSONObject: Hashable {
    /// Whether two objects print the same compact text.
    ///
    /// They have the same members in the same order. Never recurses.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        var comparison = IdentityComparison()
        return comparison.admits(left, right) && comparison.finishes()
    }

    /// Feeds the identity of the object to a hasher; never recurses.
    public func hash(into hasher: inout Hasher) {
        JSONValue.object(self).hash(into: &hasher)
    }
}

extension Array {
    /// Whether both arrays are views of one buffer, so that they are known to be equal without looking.
    fileprivate func sharesStorage(with other: [Element]) -> Bool {
        self.withUnsafeBufferPointer { own in
            other.withUnsafeBufferPointer { their in
                own.count == their.count && own.baseAddress == their.baseAddress
            }
        }
    }
}

extension JSONValue {
    /// Whether two values mean the same: numbers by their numeric value (`0` equals `0.0`), the order of members
    /// ignored.
    ///
    /// Strings are compared byte by byte and the order of array elements counts. Never recurses.
    ///
    /// - Parameter other: The value to compare with.
    /// - Returns: Whether they are equal.
    public func isEqual(to other: JSONValue) -> Bool {
        var pending: [(JSONValue, JSONValue)] = []
        guard Self.admits(self, other, pending: &pending) else { return false }
        while let (left, right) = pending.popLast() {
            switch (left, right) {
            case (.array(let left), .array(let right)):
                for index in left.indices where !Self.admits(left[index], right[index], pending: &pending) {
                    return false
                }
            case (.object(let left), .object(let right)):
                for member in left.members {
                    guard let counterpart = right[member.key] else { return false }
                    guard Self.admits(member.value, counterpart, pending: &pending) else { return false }
                }
            case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
                return false
            }
        }
        return true
    }

    /// Compares two scalars at once, or the sizes of two containers, whose contents are left for later.
    private static func admits(
        _ left: JSONValue,
        _ right: JSONValue,
        pending: inout [(JSONValue, JSONValue)]
    ) -> Bool {
        switch (left, right) {
        case (.null, .null):
            return true
        case (.bool(let left), .bool(let right)):
            return left == right
        case (.number(let left), .number(let right)):
            return left.isEqual(to: right)
        case (.string(let left), .string(let right)):
            return left.isIdentical(to: right)
        case (.array(let leftElements), .array(let rightElements)):
            guard leftElements.count == rightElements.count else { return false }
            if !leftElements.isEmpty { pending.append((left, right)) }
            return true
        case (.object(let leftObject), .object(let rightObject)):
            guard leftObject.count == rightObject.count else { return false }
            if !leftObject.isEmpty { pending.append((left, right)) }
            return true
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            return false
        }
    }
}

extension JSONValue {
    /// How many containers lie one inside another.
    ///
    /// It is 0 for a scalar, 1 for `[]` and `[1]`, 2 for `[[]]`. Never recurses.
    public var depth: Int {
        self.depth(stoppingPast: .max)
    }

    /// Whether the value is nested deeper than a limit.
    ///
    /// Stops at the first container that is too deep and never recurses, so it is safe on hostile values.
    ///
    /// - Parameter limit: The greatest ``depth`` allowed.
    /// - Returns: Whether the depth is greater.
    public func exceedsDepth(_ limit: Int) -> Bool {
        self.depth(stoppingPast: limit) > limit
    }

    /// The depth, or the first depth found beyond the limit.
    private func depth(stoppingPast limit: Int) -> Int {
        guard self.isContainer else { return 0 }
        var deepest = 0
        var pending: [(container: JSONValue, level: Int)] = [(self, 1)]
        while let (container, level) = pending.popLast() {
            deepest = max(deepest, level)
            if deepest > limit { return deepest }
            switch container {
            case .array(let elements):
                for element in elements where element.isContainer {
                    pending.append((element, level + 1))
                }
            case .object(let object):
                for member in object.members where member.value.isContainer {
                    pending.append((member.value, level + 1))
                }
            case .null, .bool, .number, .string:
                break
            }
        }
        return deepest
    }
}

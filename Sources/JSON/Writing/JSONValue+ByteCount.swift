extension JSONValue {
    /// How many bytes ``compactBytes`` has.
    ///
    /// They are counted without being built. Never recurses.
    public var compactByteCount: Int {
        byteCount(stoppingPast: .max)
    }

    /// Whether ``compactBytes`` has more than so many bytes.
    ///
    /// The count stops soon after it is known, however large the value is: one that holds the same part many times costs no more.
    public func exceedsByteCount(_ max: Int) -> Bool {
        byteCount(stoppingPast: max) > max
    }

    private func byteCount(stoppingPast max: Int) -> Int {
        var count = 0
        var pending: [JSONValue] = []
        self.addByteCount(to: &count, pending: &pending)
        while count <= max, let container = pending.popLast() {
            switch container {
            case .array(let elements):
                for element in elements {
                    element.addByteCount(to: &count, pending: &pending)
                }
            case .object(let object):
                for member in object.members {
                    count &+= JSONStringWriter.byteCount(of: member.key)
                    member.value.addByteCount(to: &count, pending: &pending)
                }
            case .null, .bool, .number, .string:
                break
            }
        }
        return count
    }

    /// Counts a scalar, or the punctuation of a container whose contents are left for later.
    @inline(__always)
    private func addByteCount(to count: inout Int, pending: inout [JSONValue]) {
        switch self {
        case .null, .bool(true):
            count &+= 4
        case .bool(false):
            count &+= 5
        case .number(let number):
            count &+= number.byteCount
        case .string(let text):
            count &+= JSONStringWriter.byteCount(of: text)
        case .array(let elements):
            // Two brackets and a comma between elements.
            count &+= 2 &+ max(0, elements.count &- 1)
            if !elements.isEmpty { pending.append(self) }
        case .object(let object):
            // Two braces, a comma between members and a colon in each.
            count &+= 2 &+ max(0, object.count &- 1) &+ object.count
            if !object.isEmpty { pending.append(self) }
        }
    }
}

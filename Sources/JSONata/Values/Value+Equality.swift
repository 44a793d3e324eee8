import QuickstepJSON

extension Value {
    /// Whether two values are the same all through; the order of members does not count.
    func isDeeplyEqual(to other: Value, _ run: Evaluation) throws(JSONataError) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing), (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left.isIdentical(to: right)
        case (.function(let left), .function(let right)): return left === right
        default: break
        }
        if let left = self.elements, let right = other.elements {
            guard left.count == right.count else { return false }
            try run.enter(left.count)
            for position in left.indices {
                guard try left[position].isDeeplyEqual(to: right[position], run) else { return false }
            }
            return true
        }
        if let left = self.members, let right = other.members {
            guard left.count == right.count else { return false }
            try run.enter(left.count)
            for position in 0..<left.count {
                guard let value = right.value(forKey: left.key(at: position)) else { return false }
                guard try left.value(at: position).isDeeplyEqual(to: value, run) else { return false }
            }
            return true
        }
        return false
    }

    /// Whether two values are the same by JavaScript's `===`: arrays and objects only where they are one and the same.
    func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing), (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.isIdentical(to: right)
        case (.function(let left), .function(let right)): left === right
        case (.object(let left), .object(let right)): left === right
        case (.array(let left), .array(let right)): Self.isSameStorage(left.items, right.items)
        case (.list(let left), .list(let right)): Self.isSameStorage(left, right)
        case (.record(let left), .record(let right)): Self.isSameObject(left, right)
        default: false
        }
    }

    /// Two objects of the input count as one when their members are the same; those in them only where they are empty.
    private static func isSameObject(_ left: JSONObject, _ right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (own, their) in zip(left, right) {
            guard own.key.isIdentical(to: their.key) else { return false }
            if case .object(let inner) = own.value, !inner.isEmpty {
                guard case .object(let other) = their.value, inner.count == other.count else { return false }
                continue
            }
            guard Value(own.value).isSame(as: Value(their.value)) else { return false }
        }
        return !left.isEmpty
    }

    private static func isSameStorage<Element>(_ left: [Element], _ right: [Element]) -> Bool {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                left.baseAddress == right.baseAddress && left.count == right.count && !left.isEmpty
            }
        }
    }
}

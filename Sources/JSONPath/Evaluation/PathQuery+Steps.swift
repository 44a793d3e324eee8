import QuickstepJSON

extension PathQuery {
    /// Takes one step from one value; what does not fit is passed over.
    mutating func take(_ step: JSONPath.Step, from node: JSONValue, isLast: Bool, into found: inout [JSONValue]) {
        switch (step, node) {
        case (.child(let name), .object(let object)):
            self.add(object[name], to: &found)
        case (.children(let names), .object(let object)):
            if isLast {
                guard self.charge(names.count) else { return }
                found.append(.object(object.selecting(names)))
            } else {
                for name in names { self.add(object[name], to: &found) }
            }
        case (.index(let index), .array(let elements)):
            if let position = index.position(among: elements.count) { self.add(elements[position], to: &found) }
        case (.indices(let indices), .array(let elements)):
            for index in indices {
                if let position = index.position(among: elements.count) { self.add(elements[position], to: &found) }
            }
        case (.slice(let from, let to), .array(let elements)):
            let range = PathQuery.range(from: from, to: to, count: elements.count)
            guard self.charge(range.count) else { return }
            found.append(contentsOf: elements[range])
        case (.wildcard, .array(let elements)):
            guard self.charge(elements.count) else { return }
            found.append(contentsOf: elements)
        case (.wildcard, .object(let object)):
            guard self.charge(object.count) else { return }
            found.append(contentsOf: object.values)
        case (.filter(let filter), .array(let elements)):
            for element in elements {
                guard self.charge(1) else { return }
                if self.holds(filter, for: element) { found.append(element) }
            }
        case (.filter(let filter), .object):
            // Jayway asks an object itself, not its members.
            if self.holds(filter, for: node) { found.append(node) }
        case (.child, _), (.children, _), (.index, _), (.indices, _), (.slice, _), (.wildcard, _), (.filter, _):
            break
        case (.scan, _), (.function, _):
            // Taken by the caller, which alone knows what follows.
            break
        }
    }

    /// Takes a step from a value and from everything in it, outer values before inner ones.
    mutating func scan(
        _ node: JSONValue,
        for target: JSONPath.Step,
        isLast: Bool,
        into found: inout [JSONValue]
    ) {
        var pending = [node]
        while let node = pending.popLast() {
            guard self.charge(1) else { return }
            switch node {
            case .array(let elements):
                // Jayway asks an array itself before it lets a filter choose among the elements; those that are objects
                // are asked when they are visited.
                if case .filter(let filter) = target {
                    if self.holds(filter, for: node) {
                        self.take(target, from: node, isLast: isLast, into: &found)
                    }
                } else {
                    self.take(target, from: node, isLast: isLast, into: &found)
                }
                pending.append(contentsOf: elements.reversed())
            case .object(let object):
                if case .children(let names) = target, isLast {
                    guard self.charge(names.count) else { return }
                    if names.allSatisfy({ object[$0] != nil }) { found.append(.object(object.selecting(names))) }
                } else {
                    self.take(target, from: node, isLast: isLast, into: &found)
                }
                pending.append(contentsOf: object.values.reversed())
            case .null, .bool, .number, .string:
                break
            }
        }
    }

    private mutating func add(_ value: JSONValue?, to found: inout [JSONValue]) {
        guard let value, self.charge(1) else { return }
        found.append(value)
    }

    /// The positions of a slice; negative ends count from the end, and what lies outside is cut off.
    static func range(from: Int?, to: Int?, count: Int) -> Range<Int> {
        func position(_ end: Int) -> Int { min(max(end < 0 ? count + end : end, 0), count) }
        let lower = position(from ?? 0)
        let upper = position(to ?? count)
        return lower..<max(lower, upper)
    }
}

extension JSONObject {
    /// The members of some names, in the order of the names.
    func selecting(_ names: [String]) -> JSONObject {
        var selected = JSONObject()
        for name in names {
            if let value = self[name] { selected[name] = value }
        }
        return selected
    }
}

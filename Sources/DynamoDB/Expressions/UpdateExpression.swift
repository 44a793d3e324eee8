import QuickstepServiceKit

/// What an UpdateItem changes: `SET … REMOVE … ADD … DELETE …`.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
struct UpdateExpression: Sendable {
    /// What a SET computes; paths in it see the item as it was.
    indirect enum Operand: Sendable {
        case value(AttributeValue)
        case path(DocumentPath)
        case ifNotExists(DocumentPath, Operand)
        case listAppend(Operand, Operand)
        case sum(Operand, Operand)
        case difference(Operand, Operand)
    }

    enum Action: Sendable {
        case set(Operand)
        case remove
        case add(AttributeValue)
        case delete(AttributeValue)
    }

    struct Change: Sendable {
        let path: DocumentPath
        let action: Action
    }

    let changes: [Change]

    /// The item with the changes made.
    ///
    /// - Throws: `ValidationException` where the item does not hold what the changes need.
    func applied(to item: [Attribute]) throws(ServiceError) -> [Attribute] {
        var result = item
        for change in changes {
            switch change.action {
            case .set(let operand): try result.set(try operand.value(in: item), at: change.path)
            case .remove: break
            case .add(let value): try result.set(try item.value(at: change.path).adding(value), at: change.path)
            case .delete(let value): try result.set(try item.value(at: change.path)?.removing(value), at: change.path)
            }
        }
        // Removals come last and from the end of lists, so that the places that they name stay where they were.
        let removed = changes.filter(\.removes).map(\.path).sorted { Self.isBehind($0, $1) }
        for path in removed where item.value(at: path) != nil { try result.set(nil, at: path) }
        return result
    }

    private static func isBehind(_ first: DocumentPath, _ second: DocumentPath) -> Bool {
        guard first.attribute == second.attribute else { return first.attribute > second.attribute }
        for (left, right) in zip(first.steps, second.steps) where left != right {
            switch (left, right) {
            case (.index(let left), .index(let right)): return left > right
            case (.name(let left), .name(let right)): return left > right
            case (.index, .name): return true
            case (.name, .index): return false
            }
        }
        return first.steps.count > second.steps.count
    }

    /// The changed parts of an item, each within as much of the item as its path names.
    func parts(of item: [Attribute]) -> [Attribute] {
        var parts: [Attribute] = []
        for change in changes {
            guard let value = item.value(at: change.path) else { continue }
            let part = value.wrapped(in: change.path.steps)
            if let index = parts.firstIndex(where: { $0.name == change.path.attribute }) {
                parts[index] = Attribute(name: change.path.attribute, value: parts[index].value.merged(with: part))
            } else {
                parts.append(Attribute(name: change.path.attribute, value: part))
            }
        }
        return parts
    }
}

extension UpdateExpression.Change {
    fileprivate var removes: Bool {
        if case .remove = action { true } else { false }
    }
}

extension UpdateExpression.Operand {
    /// The depth is bounded by the expression's own nesting.
    fileprivate func value(in item: [Attribute]) throws(ServiceError) -> AttributeValue {
        switch self {
        case .value(let value):
            return value
        case .path(let path):
            guard let value = item.value(at: path) else {
                throw .validation("The provided expression refers to an attribute that does not exist in the item")
            }
            return value
        case .ifNotExists(let path, let other):
            if let value = item.value(at: path) { return value }
            return try other.value(in: item)
        case .listAppend(let first, let second):
            guard case .list(let head) = try first.value(in: item), case .list(let tail) = try second.value(in: item)
            else { throw Self.wrongType }
            return .list(head + tail)
        case .sum(let first, let second):
            let (left, right) = try Self.numbers(first, second, item)
            return .number(try left.adding(right))
        case .difference(let first, let second):
            let (left, right) = try Self.numbers(first, second, item)
            return .number(try left.adding(try right.negated))
        }
    }

    private static func numbers(
        _ first: Self,
        _ second: Self,
        _ item: [Attribute]
    ) throws(ServiceError) -> (DecimalNumber, DecimalNumber) {
        guard case .number(let left) = try first.value(in: item), case .number(let right) = try second.value(in: item)
        else { throw wrongType }
        return (left, right)
    }

    private static let wrongType = ServiceError.validation(
        "An operand in the update expression has an incorrect data type"
    )
}

extension AttributeValue? {
    /// What ADD makes of a value: a sum of numbers, or a union of sets.
    fileprivate func adding(_ value: AttributeValue) throws(ServiceError) -> AttributeValue {
        switch (self, value) {
        case (nil, _): value
        case (.number(let left), .number(let right)): .number(try left.adding(right))
        case (.stringSet(let left), .stringSet(let right)): .stringSet(left + right.filter { !left.contains($0) })
        case (.numberSet(let left), .numberSet(let right)): .numberSet(left + right.filter { !left.contains($0) })
        case (.binarySet(let left), .binarySet(let right)): .binarySet(left + right.filter { !left.contains($0) })
        default: throw .validation("An operand in the update expression has an incorrect data type")
        }
    }
}

extension AttributeValue {
    /// What DELETE leaves of a set; nothing of one that has become empty.
    fileprivate func removing(_ value: AttributeValue) throws(ServiceError) -> AttributeValue? {
        switch (self, value) {
        case (.stringSet(let all), .stringSet(let some)): Self.set(all.filter { !some.contains($0) }, Self.stringSet)
        case (.numberSet(let all), .numberSet(let some)): Self.set(all.filter { !some.contains($0) }, Self.numberSet)
        case (.binarySet(let all), .binarySet(let some)): Self.set(all.filter { !some.contains($0) }, Self.binarySet)
        default: throw .validation("An operand in the update expression has an incorrect data type")
        }
    }

    private static func set<Element>(_ elements: [Element], _ make: ([Element]) -> Self) -> Self? {
        elements.isEmpty ? nil : make(elements)
    }

    /// Two parts of one value, put together.
    fileprivate func merged(with other: AttributeValue) -> AttributeValue {
        switch (self, other) {
        case (.map(let first), .map(let second)):
            let kept = first.map { member in
                Attribute(name: member.name, value: second[member.name].map(member.value.merged) ?? member.value)
            }
            return .map(kept + second.filter { first[$0.name] == nil })
        case (.list(let first), .list(let second)):
            return .list(first + second)
        default:
            return other
        }
    }
}

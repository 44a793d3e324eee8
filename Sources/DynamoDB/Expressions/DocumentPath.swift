import QuickstepServiceKit

/// A path to a value in an item: `a`, `a.b`, `a[3].b`.
///
/// Source:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html#Expressions.Attributes.NestedAttributes
struct DocumentPath: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case name(String)
        case index(Int)
    }

    /// The attribute of the item.
    let attribute: String
    /// What lies within.
    let steps: [Step]

    /// Whether one of the paths leads through the other, or they are the same.
    func overlaps(_ other: DocumentPath) -> Bool {
        attribute == other.attribute && zip(steps, other.steps).allSatisfy { $0 == $1 }
    }

    /// Whether one takes for a list what the other takes for a map.
    func conflicts(_ other: DocumentPath) -> Bool {
        guard attribute == other.attribute,
            let (first, second) = zip(steps, other.steps).first(where: { $0 != $1 })
        else { return false }
        switch (first, second) {
        case (.name, .index), (.index, .name): return true
        case (.name, .name), (.index, .index): return false
        }
    }

    /// The path as DynamoDB's texts show it: `[a, b, [3]]`.
    var shown: String {
        let parts = steps.map { step in
            switch step {
            case .name(let name): name
            case .index(let index): "[\(index)]"
            }
        }
        return "[\(([attribute] + parts).joined(separator: ", "))]"
    }
}

extension ExpressionReader {
    /// Takes a path.
    mutating func path() throws(ServiceError) -> DocumentPath {
        let attribute = try simpleName()
        var steps: [DocumentPath.Step] = []
        while true {
            if takes(symbol: ".") {
                steps.append(.name(try simpleName()))
            } else if takes(symbol: "[") {
                guard next.kind == .number, let index = Int(next.text) else { throw syntaxError() }
                advance()
                try expect(symbol: "]")
                steps.append(.index(index))
            } else {
                break
            }
            guard steps.count < DynamoDBLimits.nestingMax else {
                throw kind.invalid(
                    "The document path has too many nesting elements; nesting levels: \(steps.count + 1)"
                )
            }
        }
        return DocumentPath(attribute: attribute, steps: steps)
    }
}

// MARK: Values at paths

extension [Attribute] {
    /// The value at a path; `nil` where there is none.
    func value(at path: DocumentPath) -> AttributeValue? {
        path.steps.reduce(self[path.attribute]) { value, step in value?[step] }
    }

    /// Puts a value at a path, or removes the one there.
    ///
    /// - Throws: `ValidationException` where the path leads through nothing.
    mutating func set(_ value: AttributeValue?, at path: DocumentPath) throws(ServiceError) {
        guard !path.steps.isEmpty else { return set(value, named: path.attribute) }
        guard var outer = self[path.attribute] else {
            if value == nil { return }
            throw Self.invalidPath
        }
        try outer.set(value, at: path.steps[...])
        set(outer, named: path.attribute)
    }

    fileprivate mutating func set(_ value: AttributeValue?, named name: String) {
        let index = firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
        switch (index, value) {
        case (let index?, let value?): self[index] = Attribute(name: name, value: value)
        case (let index?, nil): remove(at: index)
        case (nil, let value?): append(Attribute(name: name, value: value))
        case (nil, nil): break
        }
    }

    fileprivate static var invalidPath: ServiceError {
        .validation("The document path provided in the update expression is invalid for update")
    }
}

extension AttributeValue {
    fileprivate subscript(_ step: DocumentPath.Step) -> AttributeValue? {
        switch (self, step) {
        case (.map(let members), .name(let name)): members[name]
        case (.list(let elements), .index(let index)): elements.indices.contains(index) ? elements[index] : nil
        default: nil
        }
    }

    /// The depth is that of the path, which is bounded.
    fileprivate mutating func set(
        _ value: AttributeValue?,
        at steps: ArraySlice<DocumentPath.Step>
    ) throws(ServiceError) {
        guard let step = steps.first else { return }
        let rest = steps.dropFirst()
        switch (self, step) {
        case (.map(var members), .name(let name)):
            if rest.isEmpty {
                members.set(value, named: name)
            } else {
                guard var inner = members[name] else { throw [Attribute].invalidPath }
                try inner.set(value, at: rest)
                members.set(inner, named: name)
            }
            self = .map(members)
        case (.list(var elements), .index(let index)):
            if rest.isEmpty {
                // Behind the end a value is appended, wherever it was to be.
                switch (elements.indices.contains(index), value) {
                case (true, let value?): elements[index] = value
                case (true, nil): elements.remove(at: index)
                case (false, let value?): elements.append(value)
                case (false, nil): break
                }
            } else {
                guard elements.indices.contains(index) else { throw [Attribute].invalidPath }
                try elements[index].set(value, at: rest)
            }
            self = .list(elements)
        default:
            throw [Attribute].invalidPath
        }
    }

    /// A value within as much of maps and lists as its path names: what an answer shows of an updated part.
    func wrapped(in steps: [DocumentPath.Step]) -> AttributeValue {
        steps.reversed().reduce(self) { value, step in
            switch step {
            case .name(let name): .map([Attribute(name: name, value: value)])
            case .index: .list([value])
            }
        }
    }
}

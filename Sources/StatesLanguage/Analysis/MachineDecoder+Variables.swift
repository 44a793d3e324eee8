import QuickstepJSON

extension MachineDecoder {
    /// Warns of variables that a state reads though nothing before it can have assigned them.
    mutating func warnOfUndefinedVariables(in machine: StateMachine, source: JSONValue) {
        guard let flow = VariableFlow(machine) else { return }
        // Each warning costs a search for its place: no more are looked for than are kept.
        var count = 0
        for state in machine.states.values.sorted(by: { $0.name.precedesByCodePoint($1.name) }) {
            for name in flow.undefinedVariables(of: state) {
                count += 1
                guard count <= DecodingLimits.diagnosticsMax else { return }
                let path = places[state.name] ?? []
                session.warn(
                    "The variable '$\(name)' has no value here: no state on a way to this one assigns it",
                    at: Node(value: source, path: []).descendant(at: path)?.reading(name)?.path ?? path,
                    code: DiagnosticCode.undefinedVariable,
                    hint: "Assign it in a state that comes before, on this level or an outer one."
                )
            }
        }
    }
}

extension Node {
    /// The node at a path below this one.
    fileprivate func descendant(at path: [JSONPathStep]) -> Node? {
        var node: Node? = self
        for step in path {
            switch step {
            case .key(let name): node = node?.member(name)
            case .index(let index):
                guard let elements = node?.elements, elements.indices.contains(index) else { return nil }
                node = elements[index]
            }
        }
        return node
    }

    /// The first text of a state in which a variable is named; the levels inside the state are left out.
    fileprivate func reading(_ variable: String) -> Node? {
        var open = [self]
        while let node = open.popLast() {
            if let text = node.value.stringValue {
                if text.names(variable) { return node }
                continue
            }
            let inner: Set = ["Branches", "ItemProcessor", "Iterator", "Result"]
            let members = node.members?.filter { node.path != path || !inner.contains($0.name) }.map(\.node)
            open += (node.elements ?? members ?? []).reversed()
        }
        return nil
    }
}

extension String {
    /// Whether `$variable` stands in the text, and no longer name.
    fileprivate func names(_ variable: String) -> Bool {
        let text = Array(unicodeScalars)
        let wanted = Array("$\(variable)".unicodeScalars)
        guard text.count >= wanted.count else { return false }
        return (0...(text.count - wanted.count)).contains { start in
            let end = start + wanted.count
            return text[start..<end].elementsEqual(wanted)
                && (end == text.count || !text[end].properties.isIDContinue)
        }
    }
}

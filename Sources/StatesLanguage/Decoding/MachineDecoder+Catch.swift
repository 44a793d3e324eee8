import QuickstepJSON

extension MachineDecoder {
    mutating func catchers(of node: Node) -> [Catcher] {
        var catchers: [Catcher] = []
        for (entry, isLast) in catchEntries(of: node) {
            guard let catcher = catcher(of: entry, isLast: isLast) else { continue }
            catchers.append(catcher)
        }
        return catchers
    }

    /// The entries of `Catch`, each with whether it is the last one; notes what is no entry.
    mutating func catchEntries(of node: Node) -> [(entry: Node, isLast: Bool)] {
        guard let list = node.member("Catch") else { return [] }
        guard let elements = list.elements else {
            session.refuseType(of: list, field: "Catch", expected: "an array")
            return []
        }
        session.warnOfDeadNames(in: elements, list: "Catch", of: node)
        var entries: [(entry: Node, isLast: Bool)] = []
        for (index, element) in elements.enumerated() {
            if element.value.objectValue != nil {
                entries.append((element, index == elements.count - 1))
            } else {
                session.refuseType(of: element, field: "Catch", expected: "an array of objects")
            }
        }
        return entries
    }

    private mutating func catcher(of node: Node, isLast: Bool) -> Catcher? {
        for member in node.members ?? [] where !FieldTable.catcher(in: .jsonPath).contains(member.name) {
            if FieldTable.catcher(in: .jsonata).contains(member.name) {
                session.refuse(field: member.name, of: node, writtenIn: .jsonPath)
            } else {
                session.refuseUnknown(member.name, of: node, known: FieldTable.catcher(in: .jsonPath))
            }
        }
        let errors = session.errorEquals(of: node, isLast: isLast, list: "Catch")
        _ = session.text("Comment", of: node)
        let resultPath = session.resultPath(of: node)
        let assign = assignment(of: node)
        guard node.member("Next") != nil else {
            session.require(["Next"], of: node)
            return nil
        }
        guard let next = session.text("Next", of: node) else { return nil }
        return Catcher(errorEquals: errors, next: next, resultPath: resultPath, assign: assign)
    }
}

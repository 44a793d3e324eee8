import QuickstepJSON

extension MachineDecoder {
    mutating func catchers(of node: Node) -> [Catcher] {
        guard let list = node.member("Catch") else { return [] }
        guard let entries = list.elements else {
            session.refuseType(of: list, field: "Catch", expected: "an array")
            return []
        }
        var catchers: [Catcher] = []
        for (index, entry) in entries.enumerated() {
            guard let catcher = catcher(of: entry, isLast: index == entries.count - 1) else { continue }
            catchers.append(catcher)
        }
        return catchers
    }

    private mutating func catcher(of node: Node, isLast: Bool) -> Catcher? {
        guard node.value.objectValue != nil else {
            session.refuseType(of: node, field: "Catch", expected: "an array of objects")
            return nil
        }
        session.refuseUnknownFields(of: node, known: FieldTable.catcher)
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

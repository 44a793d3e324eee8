import QuickstepJSON

extension MachineDecoder {
    mutating func parallel(of node: Node) -> ParallelState? {
        let parameters = session.template("Parameters", of: node)
        let resultSelector = session.template("ResultSelector", of: node)
        let resultPath = session.resultPath(of: node)
        guard let branches = branches(of: node) else { return nil }
        return ParallelState(
            branches: branches,
            parameters: parameters,
            resultSelector: resultSelector,
            resultPath: resultPath
        )
    }

    /// The branches of a Parallel state in either query language.
    mutating func branches(of node: Node) -> [StateScope]? {
        guard node.member("Branches") != nil else {
            session.require(["Branches"], of: node)
            return nil
        }
        guard let entries = session.nonEmptyArray("Branches", of: node) else { return nil }
        var branches: [StateScope] = []
        for entry in entries {
            guard entry.value.objectValue != nil else {
                session.refuseType(of: entry, field: "Branches", expected: "an array of objects")
                continue
            }
            session.refuseUnknownFields(of: entry, known: FieldTable.branch)
            _ = session.text("Comment", of: entry)
            guard let branch = decodeScope(entry, required: ["States", "StartAt"]) else { continue }
            branches.append(branch)
        }
        return branches
    }
}

import QuickstepJSON

extension MachineDecoder {
    /// Decodes one level: its states, and the transitions between them.
    mutating func decodeScope(_ node: Node, required: [String]) -> StateScope? {
        guard assignedNames.count < DecodingLimits.scopeDepthMax else {
            session.refuse(
                "Levels are nested more than \(DecodingLimits.scopeDepthMax) deep",
                at: node.path,
                code: DiagnosticCode.tooDeeplyNested,
                hint: "Move the inner levels into a state machine of their own."
            )
            return nil
        }
        session.require(required, of: node)
        let startAt = session.text("StartAt", of: node)
        guard let members = stateMembers(of: node) else { return nil }
        for member in members { checkName(member.name, at: member.node.path) }
        assignedNames.append(namesAssigned(by: members.map(\.node)))
        for member in members { decodeState(named: member.name, member.node) }
        assignedNames.removeLast()
        checkTransitions(of: node, startAt: startAt, members: members)
        return startAt.map { StateScope(startAt: $0, stateNames: members.map(\.name)) }
    }

    private mutating func stateMembers(of node: Node) -> [(name: String, node: Node)]? {
        guard let states = node.member("States") else { return nil }
        guard let members = states.members else {
            session.refuseType(of: states, field: "States", expected: "an object")
            return nil
        }
        guard !members.isEmpty else {
            session.refuse("Value cannot be empty", at: states.path)
            return nil
        }
        return members
    }

    private mutating func checkName(_ name: String, at path: [JSONPathStep]) {
        if name.isEmpty {
            session.refuse(
                "State name cannot be empty",
                at: path,
                code: DiagnosticCode.invalidStateName,
                part: .key
            )
        } else if name.unicodeScalars.count > DecodingLimits.nameLengthMax {
            session.refuse(
                "State name cannot be longer than \(DecodingLimits.nameLengthMax) characters",
                at: path,
                code: DiagnosticCode.invalidStateName,
                part: .key,
                hint: "It has \(name.unicodeScalars.count) characters; a longer text can go into Comment."
            )
        }
        guard let first = places[name] else {
            places[name] = path
            return
        }
        session.refuse(
            "Duplicate State name: \(name)",
            at: path,
            code: DiagnosticCode.duplicateStateName,
            part: .key,
            hint: "The name is taken by \(serviceLocation(of: first)): names are unique in the whole machine."
        )
    }
}

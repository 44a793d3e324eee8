import QuickstepJSON

/// A reference from one state to another.
private struct TransitionReference {
    let target: String
    let path: [JSONPathStep]
}

// Transitions are checked on the raw fields, so that a state that is wrong in some other way makes no others unreachable.
extension MachineDecoder {
    /// Checks that each transition leads to a state of its own level, and that the level can end.
    mutating func checkTransitions(of scope: Node, startAt: String?, members: [(name: String, node: Node)]) {
        let names = members.map(\.name)
        let known = Set(names)
        if let startAt {
            check(TransitionReference(target: startAt, path: scope.path + [.key("StartAt")]), among: names, known)
        }
        var targets: [String: [String]] = [:]
        for member in members {
            let references = references(from: member.node)
            for reference in references { check(reference, among: names, known) }
            targets[member.name] = references.map(\.target)
        }
        guard members.contains(where: { Self.isTerminal($0.node.value) }) else {
            session.refuseWithoutPlace(
                "Workflow has no terminal state",
                code: DiagnosticCode.missingEndState,
                at: scope.path + [.key("States")],
                hint: "Give one state of this level \"End\": true, or add a Succeed or a Fail state."
            )
            return
        }
        refuseUnreachable(members, startAt: startAt, targets: targets)
    }

    private static func isTerminal(_ state: JSONValue) -> Bool {
        state["End"] == true || state["Type"] == "Succeed" || state["Type"] == "Fail"
    }

    private mutating func check(_ reference: TransitionReference, among names: [String], _ known: Set<String>) {
        guard !known.contains(reference.target) else { return }
        let elsewhere = places[reference.target].map {
            "'\(reference.target)' is on another level, at \(serviceLocation(of: $0)): a transition cannot leave its level."
        }
        // The service says 'Next' whatever the field's own name is.
        session.refuse(
            "Missing 'Next' target: \(reference.target)",
            at: reference.path,
            code: DiagnosticCode.missingTransitionTarget,
            hint: NearestName.hint(for: reference.target, among: names) ?? elsewhere
        )
    }

    private func references(from state: Node) -> [TransitionReference] {
        var references: [TransitionReference] = []
        func add(_ node: Node?) {
            guard let node, let target = node.value.stringValue else { return }
            references.append(TransitionReference(target: target, path: node.path))
        }
        add(state.member("Next"))
        for rule in state.member("Choices")?.elements ?? [] { add(rule.member("Next")) }
        add(state.member("Default"))
        for catcher in state.member("Catch")?.elements ?? [] { add(catcher.member("Next")) }
        return references
    }

    /// Refuses each state to which no transition leads, as the service does.
    ///
    /// Where `StartAt` itself names no state, nothing can be said of the others.
    private mutating func refuseUnreachable(
        _ members: [(name: String, node: Node)],
        startAt: String?,
        targets: [String: [String]]
    ) {
        guard !session.options.allowsUnreachableStates, let startAt, targets[startAt] != nil else { return }
        var reached: Set<String> = [startAt]
        var open = [startAt]
        while let name = open.popLast() {
            for target in targets[name] ?? [] where reached.insert(target).inserted {
                open.append(target)
            }
        }
        for member in members where !reached.contains(member.name) {
            session.refuse(
                "State \"\(member.name)\" is not reachable.",
                at: member.node.path,
                code: DiagnosticCode.missingTransitionTarget,
                part: .key,
                hint: "No transition that starts at '\(startAt)' leads to it."
            )
        }
    }
}

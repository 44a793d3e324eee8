import QuickstepJSON
import QuickstepJSONPath

extension MachineDecoder {
    /// Decodes one state and puts it into the table; notes what is wrong with it otherwise.
    mutating func decodeState(named name: String, _ node: Node) {
        guard node.value.objectValue != nil else {
            session.refuseType(of: node, field: name, expected: "an object")
            return
        }
        guard let type = stateType(of: node), let language = queryLanguage(of: node) else { return }
        checkFields(of: node, type: type, language)
        let own = type == .parallel || type == .map ? namesAssigned(byCatchersOf: node) : [:]
        setAside(own, by: -1)
        defer { setAside(own, by: 1) }
        guard language == .jsonPath else { return checkJSONata(node, type: type) }
        let inputPath = session.selectedPath("InputPath", of: node)
        let outputPath = session.selectedPath("OutputPath", of: node)
        let transition = transition(of: node, type: type)
        let assign = assignment(of: node)
        let handlesErrors = type == .task || type == .parallel || type == .map
        let retriers = handlesErrors ? session.retriers(of: node) : []
        let catchers = handlesErrors ? self.catchers(of: node) : []
        let comment = session.text("Comment", of: node)
        guard let kind = kind(of: node, type: type) else { return }
        states[name] = State(
            name: name,
            comment: comment,
            inputPath: inputPath,
            outputPath: outputPath,
            transition: transition,
            assign: assign,
            retriers: retriers,
            catchers: catchers,
            kind: kind
        )
    }

    private mutating func kind(of node: Node, type: StateType) -> State.Kind? {
        switch type {
        case .task: session.task(of: node).map { .task($0) }
        case .pass: .pass(session.pass(of: node))
        case .choice: choice(of: node).map { .choice($0) }
        case .wait: session.wait(of: node).map { .wait($0) }
        case .succeed: .succeed
        case .fail: .fail(session.fail(of: node))
        case .parallel: parallel(of: node).map { .parallel($0) }
        case .map: map(of: node).map { .map($0) }
        }
    }

    private mutating func stateType(of node: Node) -> StateType? {
        guard let member = node.member("Type") else {
            session.require(["Type"], of: node)
            return nil
        }
        if let type = member.value.stringValue.flatMap(StateType.init(rawValue:)) { return type }
        // The order is that of the service's own message.
        let names = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"]
        session.refuse(
            "The field 'Type' should have one of these values: [\(names.joined(separator: ", "))]",
            at: member.path,
            hint: member.value.stringValue.flatMap { NearestName.hint(for: $0, among: names) }
        )
        return nil
    }

    /// The query language of a state: its own, or else that of the top level; `nil` where it may not have its own.
    ///
    /// The service takes a value that it does not know for JSONata.
    private mutating func queryLanguage(of node: Node) -> QueryLanguage? {
        guard let member = node.member("QueryLanguage") else { return language }
        guard let own = member.value.stringValue.flatMap(QueryLanguage.init(rawValue:)) else {
            refuseLanguage(of: node)
            return .jsonata
        }
        switch (own, language) {
        case (.jsonPath, .jsonPath), (.jsonata, .jsonata):
            return own
        case (.jsonata, .jsonPath):
            session.refuse(unsupported: .jsonata, at: member.path)
            return own
        case (.jsonPath, .jsonata):
            session.refuse(
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                at: member.path,
                location: node.path
            )
            return nil
        }
    }

    private mutating func checkFields(of node: Node, type: StateType, _ language: QueryLanguage) {
        let known = FieldTable.fields(of: type, in: language)
        for member in node.members ?? [] {
            switch FieldTable.legality(of: member.name, in: type, language) {
            case .legal:
                continue
            case .ofOtherLanguage:
                session.refuse(field: member.name, of: node, writtenIn: language)
            case .illegal:
                let types = StateType.allCases.filter {
                    FieldTable.fields(of: $0, in: language).contains(member.name)
                }
                let hint =
                    types.isEmpty ? nil : "Only these types have it: \(types.map(\.rawValue).joined(separator: ", "))."
                session.refuseUnknown(member.name, of: node, known: known, hint: hint)
            }
        }
    }

    mutating func transition(of node: Node, type: StateType) -> Transition? {
        guard FieldTable.fields(of: type).contains("Next") else { return nil }
        session.refuseTogether(["Next", "End"], of: node)
        if let end = node.member("End") {
            guard end.value == true else {
                session.refuse("The field 'End' should have one of these values: [true]", at: end.path)
                return nil
            }
            return .end
        }
        guard node.member("Next") != nil else {
            session.refuse(
                "There should be one of the following fields: [Next, End]",
                at: node.path,
                part: .key,
                hint: "Name the next state, or end here with \"End\": true."
            )
            return nil
        }
        return session.text("Next", of: node).map { .next($0) }
    }
}

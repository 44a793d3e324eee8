import QuickstepJSON

/// Decodes the top level, and holds what all levels add to: the flat table of states, and what has been found wrong.
struct MachineDecoder {
    var session: DecodingSession
    /// Every state that could be decoded, by name.
    var states: [String: State] = [:]
    /// The place of the first state with a name: names are unique in the whole machine.
    var places: [String: [JSONPathStep]] = [:]
    /// The query language of the top level.
    var language = QueryLanguage.jsonPath
    /// The place of the first Map state with a label: labels are unique in the whole machine.
    var labels: [ExactName: [JSONPathStep]] = [:]
    /// How often the states of each open level assign each variable, outermost level first.
    var assignedNames: [[String: Int]] = []

    init(source: DefinitionSource, options: DecodingOptions) {
        session = DecodingSession(source: source, options: options)
    }

    /// Decodes the definition; `nil` where nothing could be made of it.
    mutating func decode() -> StateMachine? {
        let value: JSONValue
        switch session.source.value {
        case .failure(let failure):
            refuse(syntax: failure)
            return nil
        case .success(let parsed):
            value = parsed
        }
        let node = Node(value: value, path: [])
        guard value.objectValue != nil else {
            session.refuseWithoutPlace(
                "Definition must be a valid JSON object",
                code: DiagnosticCode.schemaValidationFailed,
                at: []
            )
            return nil
        }
        for key in session.source.duplicateKeys { session.refuse(duplicate: key) }
        session.require(["States", "StartAt"], of: node)
        session.refuseUnknownFields(of: node, known: FieldTable.machine)
        let comment = session.text("Comment", of: node)
        let timeout = session.integer("TimeoutSeconds", of: node, in: 1...DecodingLimits.secondsMax)
        checkVersion(of: node)
        readLanguage(of: node)
        guard let root = decodeScope(node, required: []) else { return nil }
        let machine = StateMachine(comment: comment, timeoutSeconds: timeout, root: root, states: states)
        if !session.hasErrors { warnOfUndefinedVariables(in: machine, source: value) }
        return machine
    }

    private mutating func refuse(syntax failure: DefinitionSource.SyntaxFailure) {
        // The service answers an empty text like any other text that is no object.
        if session.source.bytes.isEmpty {
            session.refuseWithoutPlace(
                "Definition must be a valid JSON object",
                code: DiagnosticCode.schemaValidationFailed,
                at: []
            )
        } else {
            session.refuse(syntax: failure)
        }
    }

    private mutating func checkVersion(of node: Node) {
        guard let version = session.text("Version", of: node), version != "1.0" else { return }
        session.refuse(
            "The field 'Version' should have one of these values: [1.0]",
            at: node.path + [.key("Version")]
        )
    }

    /// Takes the machine's query language.
    ///
    /// States in JSONata are checked, and refused. The service takes a value that it does not know for JSONata.
    private mutating func readLanguage(of node: Node) {
        guard let member = node.member("QueryLanguage") else { return }
        switch session.text("QueryLanguage", of: node).flatMap(QueryLanguage.init(rawValue:)) {
        case .jsonPath:
            break
        case .jsonata:
            language = .jsonata
            session.refuse(unsupported: .jsonata, at: member.path)
        case nil:
            language = .jsonata
            if member.value.stringValue != nil { refuseLanguage(of: node) }
        }
    }

    mutating func refuseLanguage(of node: Node) {
        session.refuse(
            "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
            at: node.path + [.key("QueryLanguage")]
        )
    }
}

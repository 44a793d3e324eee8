import QuickstepJSON

// States in JSONata are checked as the service checks them, so that a definition is valid here where it is valid there;
// nothing is compiled of them, and the definition is refused by name.
extension MachineDecoder {
    /// Checks everything in a state but its fields' names.
    mutating func checkJSONata(_ node: Node, type: StateType) {
        _ = transition(of: node, type: type)
        _ = session.text("Comment", of: node)
        for field in ["Arguments", "Output", "Items", "ItemSelector"] { session.checkExpressions(in: field, of: node) }
        checkJSONataAssignment(of: node)
        switch type {
        case .task:
            checkJSONataErrorHandling(of: node)
            checkJSONataTask(node)
        case .parallel:
            checkJSONataErrorHandling(of: node)
            _ = branches(of: node)
        case .map:
            checkJSONataErrorHandling(of: node)
            checkJSONataMap(node)
        case .choice:
            checkJSONataChoice(node)
        case .wait:
            checkJSONataWait(node)
        case .fail:
            session.checkTextOrExpression("Error", of: node)
            session.checkTextOrExpression("Cause", of: node)
        case .pass, .succeed:
            break
        }
    }

    private mutating func checkJSONataTask(_ node: Node) {
        session.checkExpressions(in: "Credentials", of: node)
        // What may be an expression is left out where it is one; the rest is checked as in JSONPath.
        let fields =
            ["Resource"]
            + ["TimeoutSeconds", "HeartbeatSeconds", "Credentials"]
            .filter { session.isConstant($0, of: node) }
        let constants = fields.compactMap { field in node.value[field].map { (field, $0) } }
        _ = session.task(of: Node(value: .object(JSONObject(constants)), path: node.path))
    }

    private mutating func checkJSONataMap(_ node: Node) {
        if let items = node.member("Items"), items.value.arrayValue == nil, items.value.objectValue == nil,
            session.isConstant("Items", of: node)
        {
            session.refuseType(of: items, field: "Items", expected: "an array, an object or an expression")
        }
        session.checkIntegerOrExpression("MaxConcurrency", of: node, in: 0...DecodingLimits.secondsMax)
        session.checkIntegerOrExpression("ToleratedFailureCount", of: node, in: 0...Int.max)
        if session.isConstant("ToleratedFailurePercentage", of: node) {
            _ = session.percentage("ToleratedFailurePercentage", of: node)
        }
        _ = distributedMap(of: node, .jsonata)
        _ = processor(of: node)
    }

    private mutating func checkJSONataChoice(_ node: Node) {
        warnWithoutDefault(node)
        _ = session.text("Default", of: node)
        guard node.member("Choices") != nil else { return session.require(["Choices"], of: node) }
        for rule in session.nonEmptyArray("Choices", of: node) ?? [] {
            guard rule.value.objectValue != nil else {
                session.refuseType(of: rule, field: "Choices", expected: "an array of objects")
                continue
            }
            checkJSONataRule(rule)
        }
    }

    private mutating func checkJSONataRule(_ rule: Node) {
        let known = ["Condition", "Next", "Assign", "Output", "Comment"]
        for member in rule.members ?? [] where !known.contains(member.name) {
            if member.name == "Variable" || ComparisonOperator.allNames.contains(member.name) {
                session.refuse(field: member.name, of: rule, writtenIn: .jsonata)
            } else {
                session.refuseUnknown(member.name, of: rule, known: known)
            }
        }
        session.require(["Condition", "Next"], of: rule)
        _ = session.text("Next", of: rule)
        session.checkExpressions(in: "Output", of: rule)
        checkJSONataAssignment(of: rule)
        if let condition = rule.member("Condition"), condition.value.boolValue == nil,
            session.isConstant("Condition", of: rule)
        {
            session.refuseType(of: condition, field: "Condition", expected: "a boolean or an expression")
        }
    }

    private mutating func checkJSONataWait(_ node: Node) {
        session.requireOne(of: ["Seconds", "Timestamp"], in: node)
        session.checkIntegerOrExpression("Seconds", of: node, in: 0...DecodingLimits.secondsMax)
        if session.isConstant("Timestamp", of: node) { _ = session.timestamp("Timestamp", of: node) }
    }

    private mutating func checkJSONataErrorHandling(of node: Node) {
        _ = session.retriers(of: node)
        for (entry, isLast) in catchEntries(of: node) {
            let known = FieldTable.catcher(in: .jsonata)
            for member in entry.members ?? [] where !known.contains(member.name) {
                if FieldTable.catcher(in: .jsonPath).contains(member.name) {
                    session.refuse(field: member.name, of: entry, writtenIn: .jsonata)
                } else {
                    session.refuseUnknown(member.name, of: entry, known: known)
                }
            }
            _ = session.errorEquals(of: entry, isLast: isLast, list: "Catch")
            session.require(["Next"], of: entry)
            _ = session.text("Next", of: entry)
            _ = session.text("Comment", of: entry)
            session.checkExpressions(in: "Output", of: entry)
            checkJSONataAssignment(of: entry)
        }
    }

    private mutating func checkJSONataAssignment(of node: Node) {
        guard let member = node.member("Assign") else { return }
        session.checkExpressions(in: "Assign", of: node)
        if let members = member.members {
            for entry in members { checkVariable(entry.name, at: entry.node.path) }
        } else if session.isConstant("Assign", of: node) {
            session.refuseType(of: member, field: "Assign", expected: "an object or an expression")
        }
    }
}

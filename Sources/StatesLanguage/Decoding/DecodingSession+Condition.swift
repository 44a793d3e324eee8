import QuickstepJSON
import QuickstepJSONPath

extension DecodingSession {
    /// Decodes one rule: a comparison, or `And`, `Or` or `Not` over further rules.
    mutating func condition(of node: Node, depth: Int) -> Condition? {
        guard node.value.objectValue != nil else {
            refuseType(of: node, field: "Choices", expected: "made of objects")
            return nil
        }
        guard depth < DecodingLimits.conditionDepthMax else {
            refuse(
                "Conditions are nested more than \(DecodingLimits.conditionDepthMax) deep",
                at: node.path,
                code: DiagnosticCode.tooDeeplyNested
            )
            return nil
        }
        guard let name = operatorName(of: node, isTop: depth == 0) else { return nil }
        switch name {
        case "And": return conditions("And", of: node, depth: depth).map { .and($0) }
        case "Or": return conditions("Or", of: node, depth: depth).map { .or($0) }
        case "Not":
            guard let member = node.member("Not") else { return nil }
            return condition(of: member, depth: depth + 1).map { .not($0) }
        default:
            return comparison(named: name, of: node)
        }
    }

    private mutating func conditions(_ field: String, of node: Node, depth: Int) -> [Condition]? {
        guard let elements = nonEmptyArray(field, of: node) else { return nil }
        var conditions: [Condition] = []
        for element in elements {
            guard let condition = condition(of: element, depth: depth + 1) else { continue }
            conditions.append(condition)
        }
        return conditions.count == elements.count ? conditions : nil
    }

    /// The one operator of a rule; notes everything in the rule that has no place there.
    private mutating func operatorName(of node: Node, isTop: Bool) -> String? {
        let names = (node.members ?? []).map(\.name)
        let operators = names.filter { ComparisonOperator.allNames.contains($0) }
        let combines = operators.contains { ComparisonOperator.combinators.contains($0) }
        let beside = (isTop ? ["Next", "Assign"] : []) + (combines ? ["Comment"] : ["Comment", "Variable"])
        for name in names where !operators.contains(name) && !beside.contains(name) {
            if name == "Condition" || name == "Output" {
                refuse(field: name, of: node, writtenIn: .jsonPath)
            } else {
                let nested = name == "Next" || name == "Assign" ? "Only a rule at the top of Choices has it." : nil
                refuseUnknown(name, of: node, known: beside + ComparisonOperator.orderedNames, hint: nested)
            }
        }
        if operators.count > 1 {
            refuse(
                "There should only be one of the following fields: [\(operators.joined(separator: ", "))]",
                at: node.path + [.key(operators[1])],
                location: node.path,
                part: .key,
                hint: "Combine comparisons with And or Or."
            )
            return nil
        }
        guard let name = operators.first else {
            refuse(
                "A choice rule needs a comparison operator, And, Or or Not",
                at: node.path,
                hint: "For instance \"StringEquals\": \"text\" beside \"Variable\": \"$.field\"."
            )
            return nil
        }
        return name
    }

    private mutating func comparison(named name: String, of node: Node) -> Condition? {
        guard node.member("Variable") != nil else {
            require(["Variable"], of: node)
            return nil
        }
        let variable = path("Variable", of: node, isReference: true)
        guard let test = ComparisonOperator(name).flatMap({ test($0, field: name, of: node) }) else { return nil }
        return variable.map { .test(variable: $0, test) }
    }
}

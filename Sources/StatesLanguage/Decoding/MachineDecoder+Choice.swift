import QuickstepJSON
import QuickstepJSONPath

extension MachineDecoder {
    mutating func choice(of node: Node) -> ChoiceState? {
        let defaultState = session.text("Default", of: node)
        let rules = choiceRules(of: node)
        if !(rules?.coverEverything ?? false) { warnWithoutDefault(node) }
        return rules.map { ChoiceState(rules: $0, defaultState: defaultState) }
    }

    /// The rules; `nil` where one is wrong, or there are none.
    private mutating func choiceRules(of node: Node) -> [ChoiceRule]? {
        guard node.member("Choices") != nil else {
            session.require(["Choices"], of: node)
            return nil
        }
        guard let entries = session.nonEmptyArray("Choices", of: node) else { return nil }
        var rules: [ChoiceRule] = []
        for entry in entries {
            guard let rule = choiceRule(of: entry) else { continue }
            rules.append(rule)
        }
        return rules.count == entries.count ? rules : nil
    }

    /// Warns of a choice that may match nothing.
    mutating func warnWithoutDefault(_ node: Node) {
        guard node.member("Default") == nil else { return }
        session.warn(
            "The Choice state has no Default: an input that no rule matches fails the execution",
            at: node.path,
            code: DiagnosticCode.choiceWithoutDefault,
            part: .key,
            hint: "Add \"Default\" with the state for all other inputs."
        )
    }

    private mutating func choiceRule(of node: Node) -> ChoiceRule? {
        guard node.value.objectValue != nil else {
            session.refuseType(of: node, field: "Choices", expected: "an array of objects")
            return nil
        }
        let assign = assignment(of: node)
        let condition = session.condition(of: node, depth: 0)
        guard node.member("Next") != nil else {
            session.require(["Next"], of: node)
            return nil
        }
        guard let next = session.text("Next", of: node), let condition else { return nil }
        return ChoiceRule(condition: condition, next: next, assign: assign)
    }
}

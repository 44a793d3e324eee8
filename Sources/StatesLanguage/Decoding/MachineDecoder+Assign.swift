import QuickstepJSON
import QuickstepJSONPath

extension MachineDecoder {
    /// `Assign` of a state, a choice rule or a catcher.
    mutating func assignment(of node: Node) -> PayloadTemplate? {
        guard let member = node.member("Assign") else { return nil }
        for entry in member.members ?? [] {
            checkVariable(Self.variableName(entry.name), at: entry.node.path)
        }
        return session.template("Assign", of: node)
    }

    /// The variables that the states of one level assign, so that inner levels can be kept from assigning them.
    func namesAssigned(by states: [Node]) -> Set<String> {
        var names: Set<String> = []
        for state in states {
            let rules = state.member("Choices")?.elements ?? []
            let catchers = state.member("Catch")?.elements ?? []
            for holder in [state] + rules + catchers {
                for entry in holder.member("Assign")?.members ?? [] { names.insert(Self.variableName(entry.name)) }
            }
        }
        return names
    }

    private static func variableName(_ key: String) -> String {
        key.hasSuffix(".$") ? String(key.dropLast(2)) : key
    }

    private mutating func checkVariable(_ name: String, at path: [JSONPathStep]) {
        if let problem = VariableName.problem(of: name) {
            session.refuse("Invalid variable name '\(name)': \(problem)", at: path, part: .key)
        }
        guard assignedNames.dropLast().contains(where: { $0.contains(name) }) else { return }
        session.refuse(
            "The variable '\(name)' is assigned on an outer level: an inner level can read it only",
            at: path,
            part: .key,
            hint: "Take another name, or pass the value out through the state's output."
        )
    }
}

/// The rules for names of variables.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
enum VariableName {
    /// What is wrong with a name, if anything.
    static func problem(of name: String) -> String? {
        guard let first = name.unicodeScalars.first else { return "it is empty" }
        guard name.unicodeScalars.count <= DecodingLimits.nameLengthMax else {
            return "it is longer than \(DecodingLimits.nameLengthMax) characters"
        }
        guard name != "states" else { return "the name is reserved" }
        guard first.properties.isIDStart else { return "it must begin with a letter" }
        guard name.unicodeScalars.allSatisfy({ $0.properties.isIDContinue }) else {
            return "it may hold letters, digits and underscores only; a part of a variable cannot be assigned"
        }
        return nil
    }
}

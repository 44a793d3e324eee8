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

    /// How many times the states of one level assign each variable, so that inner levels can be kept from assigning them.
    func namesAssigned(by states: [Node]) -> [String: Int] {
        Self.namesAssigned(
            in: states.flatMap { state in
                [state] + (state.member("Choices")?.elements ?? []) + (state.member("Catch")?.elements ?? [])
            }
        )
    }

    /// How many times the catchers of a state assign each variable.
    func namesAssigned(byCatchersOf state: Node) -> [String: Int] {
        Self.namesAssigned(in: state.member("Catch")?.elements ?? [])
    }

    private static func namesAssigned(in holders: [Node]) -> [String: Int] {
        var names: [String: Int] = [:]
        for holder in holders {
            for entry in holder.member("Assign")?.members ?? [] { names[variableName(entry.name), default: 0] += 1 }
        }
        return names
    }

    /// Sets aside (or puts back) what the catchers of one state of the innermost level assign, while the levels in the state
    /// are looked at: the recorded service lets a branch assign what its Parallel state's catcher assigns.
    mutating func setAside(_ names: [String: Int], by sign: Int) {
        guard !names.isEmpty, var level = assignedNames.popLast() else { return }
        for (name, count) in names {
            let rest = (level[name] ?? 0) + sign * count
            level[name] = rest > 0 ? rest : nil
        }
        assignedNames.append(level)
    }

    private static func variableName(_ key: String) -> String {
        key.hasSuffix(".$") ? String(key.dropLast(2)) : key
    }

    /// Notes a name that no variable may have here.
    mutating func checkVariable(_ name: String, at path: [JSONPathStep]) {
        if let problem = VariableName.problem(of: name) {
            session.refuse("Invalid variable name '\(name)': \(problem)", at: path, part: .key)
        }
        guard assignedNames.dropLast().contains(where: { $0[name] != nil }) else { return }
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

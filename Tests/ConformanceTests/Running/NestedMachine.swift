import QuickstepJSON
import QuickstepServiceKit

/// A state machine that a case starts and does not describe: it ends as the recorded one did.
struct NestedMachine: Sendable {
    let name: String
    let scope: Scope
    let definition: String
    /// What the case has in the place of the machine's ARN, where that is no ARN.
    let stand: String?

    var arn: String { "arn:aws:states:us-east-1:\(scope.account):stateMachine:\(name)" }

    static func machines(of recorded: ConformanceCase) -> [NestedMachine] {
        guard recorded.kind == .execution else { return [] }
        var machines: [NestedMachine] = []
        for result in recorded.taskResults {
            guard let action = result["resource"]?.stringValue, action.lowercased().hasPrefix("startexecution"),
                result["submitted"] != nil || result["output"] != nil,
                var arn = result["parameters"]?["StateMachineArn"]?.stringValue
            else { continue }
            for (literal, placeholder) in recorded.aliases { arn = arn.replacing(placeholder, with: literal) }
            if arn.contains("<") {
                arn = Self.arn(in: recorded.input ?? "") ?? Self.arn(in: recorded.definition) ?? arn
            }
            let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let isARN = parts.count >= 7 && parts[5] == "stateMachine"
            let machine = NestedMachine(
                name: isARN ? parts[6] : "nested",
                scope: isARN ? Scope(account: parts[4], region: "us-east-1") : CaseRuntime.scope,
                definition: definition(endingLike: result),
                stand: isARN ? nil : arn
            )
            if !machines.contains(where: { $0.name == machine.name }) { machines.append(machine) }
        }
        return machines
    }

    /// The first state machine that a text names.
    private static func arn(in text: String) -> String? {
        guard let range = text.firstRange(of: "arn:aws:states:us-east-1:111111111111:stateMachine:") else { return nil }
        let name = text[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return String(text[range] + name)
    }

    func create(on runtime: CaseRuntime) async throws {
        _ = try await runtime.call(
            "CreateStateMachine",
            ["name": .string(name), "definition": .string(definition), "roleArn": .string(CaseRuntime.role)],
            in: scope
        )
    }

    private static func definition(endingLike result: JSONValue) -> String {
        let state: JSONObject
        if result.isCallback {
            // The nested execution only hands the token on, and whoever gets it answers.
            state = ["Type": "Wait", "Seconds": 86_400, "End": true]
        } else if let failure = result["failure"] {
            // The cause of the task is the description of the nested execution.
            let ended = failure["cause"] ?? [:]
            state = JSONObject([
                ("Type", "Fail"), ("Error", ended["Error"] ?? "Nested"), ("Cause", ended["Cause"] ?? "Nested"),
            ])
        } else {
            let output = result["output"]?["Output"]
            let value = output.flatMap { try? JSONValue.parse($0.recordedText) }
            state = JSONObject(
                [("Type", "Pass"), ("End", true)] + (value.map { [("Result", $0)] } ?? [])
            )
        }
        let machine: JSONValue = ["StartAt": "End", "States": ["End": .object(state)]]
        return machine.compactText
    }
}

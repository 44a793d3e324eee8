import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite(.enabled(if: ConformanceFolder.isPresent)) struct ConformanceTests {
    /// Prints how the cases came out: a table for whoever reads the log.
    private func report(_ title: String, _ counts: [(String, Int)]) {
        print("conformance, \(title): " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    }

    private func failures(of item: ConformanceCase) -> [Diagnostic] {
        errors(in: item.definition, options: DecodingOptions(machineType: item.machineType))
    }

    @Test func `validation answers as recorded`() {
        for item in ConformanceFolder.cases where item.kind == "validate" {
            let failures = failures(of: item)
            let expected = item.expected["response"]?["diagnostics"]?.arrayValue ?? []
            let wanted = expected.map {
                [$0["code"]?.stringValue, $0["location"]?.stringValue, $0["message"]?.stringValue]
            }
            let found = failures.filter { $0.code != DiagnosticCode.unsupported }.map {
                [$0.code, $0.location, $0.message]
            }
            #expect(found == wanted, "\(item.id)")
        }
    }

    @Test func `intrinsic functions answer as recorded`() throws {
        var count = 0
        for item in ConformanceFolder.cases where item.id.hasPrefix("intrinsic_functions/") {
            guard item.queryLanguage == "JSONPath", item.kind == "execution", !item.definition.contains("$$."),
                !item.definition.contains("MathRandom"), !item.definition.contains("UUID"),
                let state = try? decode(item.definition).states.values.first, case .pass(let pass) = state.kind,
                let parameters = pass.parameters, let expected = output(of: item)
            else { continue }
            var scope = scope(item.input)
            let value = try parameters.evaluate(in: &scope)
            #expect(value.isEqual(to: expected), "\(item.id): \(value.compactText), recorded \(expected.compactText)")
            count += 1
        }
        report("intrinsic functions", [("evaluated", count)])
        #expect(count > 0)
    }

    @Test func `choices are taken as recorded`() throws {
        var count = 0
        for item in ConformanceFolder.cases where item.id.hasPrefix("choice_operators/") {
            guard item.queryLanguage == "JSONPath", item.kind == "execution",
                let machine = try? decode(item.definition), let start = machine.states[machine.root.startAt],
                case .choice(let choice) = start.kind, let recorded = stateTaken(in: item, machine)
            else { continue }
            let scope = scope(item.input)
            let rule = try choice.rules.first { try $0.condition.holds(in: scope) }
            #expect((rule?.next ?? choice.defaultState) == recorded, "\(item.id)")
            count += 1
        }
        report("choices", [("evaluated", count)])
        #expect(count > 0)
    }

    private func output(of item: ConformanceCase) -> JSONValue? {
        let last = item.expected["history"]?.arrayValue?.last
        let output = item.expected["output"] ?? last?["executionSucceededEventDetails"]?["output"]
        guard let text = output?.stringValue else { return output }
        return (try? JSONValue.parse(text)) ?? output
    }

    /// Where a machine of one Choice and of Pass states with fixed results went, by its output.
    private func stateTaken(in item: ConformanceCase, _ machine: StateMachine) -> String? {
        guard let output = output(of: item) else { return nil }
        for name in machine.root.stateNames {
            guard case .pass(let pass)? = machine.states[name]?.kind, let result = pass.result else { continue }
            if result.isEqual(to: output) { return name }
        }
        return nil
    }
}

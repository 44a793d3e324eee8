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

    @Test func `every recorded JSONPath definition decodes, or is refused by name`() {
        var decoded = 0
        var unsupported = 0
        for item in ConformanceFolder.cases where item.kind == "execution" && item.queryLanguage == "JSONPath" {
            let failures = failures(of: item)
            if failures.isEmpty {
                decoded += 1
            } else {
                unsupported += 1
                let unexpected = failures.filter { $0.code != DiagnosticCode.unsupported }
                #expect(unexpected.isEmpty, "\(item.id): \(unexpected.map(\.serviceText))")
            }
        }
        report("definitions in JSONPath", [("decoded", decoded), ("refused by name", unsupported)])
        #expect(decoded > 0)
    }

    @Test func `every definition that the service refuses is refused`() {
        var same = 0
        var other = 0
        for item in ConformanceFolder.cases where item.kind == "create_error" && item.queryLanguage == "JSONPath" {
            guard item.expected["error"]?["code"] == "InvalidDefinition" else { continue }
            let failures = failures(of: item)
            #expect(!failures.isEmpty, "\(item.id) decoded")
            let message = item.expected["error"]?["message"]?.stringValue?.replacing("<partition>", with: "aws")
            if InvalidDefinition(diagnostics: failures).serviceMessage == message {
                same += 1
            } else {
                other += 1
                let isByName = failures.contains { $0.code == DiagnosticCode.unsupported }
                #expect(isByName, "\(item.id): \(failures.map(\.serviceText)), recorded \(message ?? "")")
            }
        }
        report("refused definitions", [("in the service's words", same), ("by name", other)])
        #expect(same > 0)
    }

    @Test func `validation answers as recorded`() {
        for item in ConformanceFolder.cases where item.kind == "validate" {
            let failures = failures(of: item)
            let expected = item.expected["response"]?["diagnostics"]?.arrayValue ?? []
            if failures.allSatisfy({ $0.code == DiagnosticCode.unsupported }), !failures.isEmpty { continue }
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

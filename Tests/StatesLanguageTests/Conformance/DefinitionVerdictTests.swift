import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

/// What the recorded service accepts is accepted, or refused as unsupported by name; what it refuses is refused.
@Suite(.enabled(if: ConformanceFolder.isPresent)) struct DefinitionVerdictTests {
    /// What may be refused by name in a definition that the service accepted.
    private static let refused = ["the query language JSONata", "the distributed Map state", "the integration "]

    private var definitions: [RecordedDefinition] { ConformanceFolder.values.flatMap(RecordedDefinition.all) }

    @Test func `what the service accepted is valid`() {
        var accepted = 0
        var unsupported: [String: Int] = [:]
        for definition in definitions where definition.verdict == .accepted {
            let errors = definition.errors
            let invalid = errors.filter { $0.code != DiagnosticCode.unsupported }
            #expect(invalid.isEmpty, "\(definition.id): \(invalid.map(\.serviceText))")
            if let first = errors.first, first.code == DiagnosticCode.unsupported {
                unsupported[first.message, default: 0] += 1
                #expect(
                    Self.refused.contains { first.message.hasPrefix("Quickstep does not support \($0)") },
                    "\(definition.id): \(first.message)"
                )
            } else if errors.isEmpty {
                accepted += 1
            }
        }
        print("conformance, definitions that the service accepted: \(accepted) accepted")
        for (message, count) in unsupported.sorted(by: { $0.key < $1.key }) { print("  \(count): \(message)") }
        #expect(accepted > 700)
    }

    @Test func `what the service refused is refused in its words`() {
        var count = 0
        for definition in definitions {
            guard case .refused(let message) = definition.verdict else { continue }
            let invalid = definition.errors.filter { $0.code != DiagnosticCode.unsupported }
            #expect(!invalid.isEmpty, "\(definition.id) is valid here")
            if let message {
                let wanted = message.replacing("<partition>", with: "aws")
                #expect(definition.message == wanted, "\(definition.id)")
            }
            count += 1
        }
        print("conformance, definitions that the service refused: \(count)")
        #expect(count > 70)
    }
}

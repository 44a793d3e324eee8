import QuickstepJSON

/// A run, for people to read.
struct Report: Sendable {
    let outcome: Outcome

    private static let columns = ["passed", "other order", "failed", "known", "not yet", "fed"]

    /// The results by directory and in all.
    ///
    /// What passed because recorded results were fed to it is in a column of its own, and in no other.
    var table: String {
        var lines = [Self.line("", Self.columns)]
        var names: [String] = []
        for result in outcome.results where !names.contains(result.recorded.directory) {
            names.append(result.recorded.directory)
        }
        for name in names {
            lines.append(Self.line(name, counts { $0.recorded.directory == name }))
        }
        lines.append(Self.line("total", counts { _ in true }))
        lines.append(Self.line("in scope", counts { $0.recorded.isInScope && !$0.recorded.isOwn }))
        return lines.joined(separator: "\n")
    }

    private func counts(of belongs: (CaseResult) -> Bool) -> [String] {
        let known = Set(outcome.standing.known.map(\.id))
        var counts = Array(repeating: 0, count: Self.columns.count)
        for result in outcome.results where belongs(result) {
            let column =
                switch result.verdict {
                case .passed where result.isFed, .passedInOtherOrder where result.isFed: 5
                case .passed: 0
                case .passedInOtherOrder: 1
                case .failed: known.contains(result.id) ? 3 : 2
                case .notYet: 4
                }
            counts[column] += 1
        }
        return counts.map { $0 == 0 ? "·" : "\($0)" }
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        let cells = cells.map { String(repeating: " ", count: max(1, 13 - $0.count)) + $0 }
        return name + String(repeating: " ", count: max(1, 28 - name.count)) + cells.joined()
    }

    /// What waits for what.
    var missing: String {
        let recorded = outcome.notYet(isOwn: false)
        let own = outcome.notYet(isOwn: true)
        let names = Set(recorded.keys).union(own.keys).sorted()
        return names.map { name in
            "  \(recorded[name] ?? 0) recorded, \(own[name] ?? 0) own: \(name)"
        }
        .joined(separator: "\n")
    }

    /// Each failure with the first event that differs, both sides.
    var failures: String {
        outcome.failures.map { Self.text($0) }.joined(separator: "\n")
    }

    static func text(_ result: CaseResult, differencesMax: Int = 4) -> String {
        var lines = ["\(result.verdict.name): \(result.id)"]
        switch result.verdict {
        case .passed, .passedInOtherOrder: break
        case .notYet(let feature): lines.append("    needs \(feature)")
        case .failed(let differences, let note):
            if let note { lines.append("    \(note)") }
            for difference in differences.prefix(differencesMax) {
                lines.append("    at \(difference.path)")
                lines.append("      expected \(Difference.text(difference.expected, atMost: 900))")
                lines.append("      got      \(Difference.text(difference.actual, atMost: 900))")
            }
            if differences.count > differencesMax {
                lines.append("    and \(differences.count - differencesMax) more differences")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Every verdict, for programs to read.
    var json: JSONValue {
        .object(
            JSONObject(
                outcome.results.map { result in
                    var entry: JSONObject = [
                        "kind": .string(result.recorded.kind.rawValue), "verdict": .string(result.verdict.name),
                        "fed": .bool(result.isFed), "inScope": .bool(result.recorded.isInScope),
                    ]
                    switch result.verdict {
                    case .passed, .passedInOtherOrder: break
                    case .notYet(let feature): entry["needs"] = .string(feature)
                    case .failed(let differences, let note):
                        entry["note"] = note.map(JSONValue.string)
                        entry["differences"] = .array(differences.prefix(20).map { .string($0.description) })
                    }
                    return (result.id, .object(entry))
                }
            )
        )
    }
}

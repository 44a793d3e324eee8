import Foundation
import QuickstepJSON

/// What the repository knows about the cases: which passed, which differ for a known reason, and what is missing.
struct Standing: Sendable, Equatable {
    /// A case in which the project answers otherwise than recorded, and why it cannot be helped.
    struct KnownDifference: Sendable, Equatable {
        let id: String
        let reason: String
        /// The ids of the two cases, or the lines of the reference, that contradict each other.
        let evidence: [String]
    }

    /// The ids of the cases that passed.
    var passed: Set<String>
    var known: [KnownDifference]
    /// How many cases wait for what, the recorded and our own.
    var notYet: [String: Int]
    var notYetOwn: [String: Int]
    /// How many cases there were when that was counted.
    var caseCount: Int
    var caseCountOwn: Int

    static func read() throws -> Standing {
        let passed = try CaseFolder.json(CaseFolder.standing("passed.json"))
        let known = try CaseFolder.json(CaseFolder.standing("known-differences.json"))
        let notYet = try CaseFolder.json(CaseFolder.standing("not-yet.json"))
        return Standing(
            passed: Set((passed.arrayValue ?? []).compactMap(\.stringValue)),
            known: (known.arrayValue ?? []).map { entry in
                KnownDifference(
                    id: entry["id"]?.stringValue ?? "",
                    reason: entry["reason"]?.stringValue ?? "",
                    evidence: (entry["evidence"]?.arrayValue ?? []).compactMap(\.stringValue)
                )
            },
            notYet: counts(notYet["recorded"]),
            notYetOwn: counts(notYet["own"]),
            caseCount: notYet["cases"]?["recorded"]?.intValue ?? 0,
            caseCountOwn: notYet["cases"]?["own"]?.intValue ?? 0
        )
    }

    /// Writes down what passed and what is missing; the known differences are written by people.
    func write() throws {
        let lines = passed.sorted().map { JSONValue.string($0).compactText }
        try text("[\n" + lines.joined(separator: ",\n") + "\n]\n", to: "passed.json")
        let cases = Self.json(["recorded": caseCount, "own": caseCountOwn])
        let table: JSONValue = ["recorded": Self.json(notYet), "own": Self.json(notYetOwn), "cases": cases]
        try text(table.prettyText() + "\n", to: "not-yet.json")
    }

    private func text(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: CaseFolder.standing(name))
    }

    private static func counts(_ json: JSONValue?) -> [String: Int] {
        var counts: [String: Int] = [:]
        for (name, count) in json?.objectValue ?? [:] { counts[name] = count.intValue }
        return counts
    }

    private static func json(_ counts: [String: Int]) -> JSONValue {
        .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .number(JSONNumber($0.value))) }))
    }
}

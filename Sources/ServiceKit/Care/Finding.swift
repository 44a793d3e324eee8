/// Something that an inspection of a data folder found.
package struct Finding: Sendable, Equatable {
    /// What it means for what is stored.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Something cannot be read, or is lost.
        case damage
        /// Rows contradict each other; nothing is lost, but something may not happen or not be shown.
        case inconsistency
        /// Nothing is wrong.
        case note
    }

    package let severity: Severity
    /// What it is about: `execution order:17`.
    package let subject: String
    /// What was found, in a whole sentence.
    package let message: String
    /// What mends it, where that is beyond doubt; empty where it is not.
    package let repair: [StoreBatch.Write]

    package init(_ severity: Severity, _ subject: String, _ message: String, repair: [StoreBatch.Write] = []) {
        self.severity = severity
        self.subject = subject
        self.message = message
        self.repair = repair
    }
}

/// What an inspection has found so far.
package struct Inspection: Sendable {
    /// How many findings are kept; the rest is counted.
    package static let findingsMax = 1000

    package private(set) var findings: [Finding] = []
    /// How many findings there were besides.
    package private(set) var findingsOmitted = 0
    /// The worst of all findings; `nil` where there were none.
    package private(set) var worst: Finding.Severity?

    /// How many there are of each kind of thing, by its name in the plural.
    private var counts: [String: Int] = [:]

    package init() {}

    /// The names of what was counted, sorted, with the numbers.
    package var tally: [(name: String, count: Int)] {
        counts.sorted { $0.key < $1.key }.map { (name: $0.key, count: $0.value) }
    }

    package mutating func count(_ name: String, _ number: Int = 1) {
        counts[name, default: 0] += number
    }

    package mutating func add(_ finding: Finding) {
        let order = Finding.Severity.allCases
        let isWorse =
            worst.map { (order.firstIndex(of: finding.severity) ?? 0) < (order.firstIndex(of: $0) ?? 0) } ?? true
        if isWorse { worst = finding.severity }
        if findings.count < Self.findingsMax { findings.append(finding) } else { findingsOmitted += 1 }
    }

    /// Adds all of another inspection.
    package mutating func add(_ other: Inspection) {
        for finding in other.findings { add(finding) }
        findingsOmitted += other.findingsOmitted
        for (name, number) in other.counts { count(name, number) }
    }

    /// Notes that a row of an index is wrong where `isWrong`, with what mends it.
    package mutating func expect(
        _ isRight: Bool,
        _ severity: Finding.Severity,
        _ subject: String,
        _ message: String,
        repair: [StoreBatch.Write] = []
    ) {
        if !isRight { add(Finding(severity, subject, message, repair: repair)) }
    }
}

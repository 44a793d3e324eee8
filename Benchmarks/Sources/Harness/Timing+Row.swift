extension Timing {
    static let heads = [
        "benchmark", "median", "p99", "fastest – slowest", "rate", "written", "yardstick, as many times", "ratio",
        "budget", "",
    ]

    /// The timing as a row of the table.
    var row: [String] {
        [
            benchmark.name,
            median.text,
            p99?.text ?? "",
            "\(fastest.text) – \(slowest.text)",
            "\(Table.threeDigits(unitsPerSecond)) \(benchmark.unit)/s",
            writes.map { "\($0.rows) rows, \($0.commits) commits" } ?? "",
            zip(benchmark.yardsticks, yardsticks).map { "\($0.name): \($1.text)" }.joined(separator: "; "),
            ratios.map(Table.threeDigits).joined(separator: "; "),
            benchmark.budget?.text ?? "",
            verdict,
        ]
    }

    private var verdict: String {
        guard let budget = benchmark.budget else { return "" }
        return budget.holds(self) ? "within" : "over, \(Table.threeDigits(budget.excess(self))) times"
    }
}

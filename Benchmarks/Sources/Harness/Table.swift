import Foundation

/// The rows as a Markdown table, aligned for reading as it is.
struct Table {
    private var rows = [
        ["benchmark", "median", "fastest – slowest", "rate", "yardstick, as many times", "ratio", "budget", ""]
    ]

    mutating func add(_ timing: Timing) {
        let benchmark = timing.benchmark
        rows.append([
            benchmark.name,
            timing.median.text,
            "\(timing.fastest.text) – \(timing.slowest.text)",
            "\(threeDigits(timing.unitsPerSecond)) \(benchmark.unit)/s",
            "\(benchmark.yardstick.name): \(timing.yardstick.text)",
            threeDigits(timing.ratio),
            benchmark.budget.text,
            benchmark.budget.holds(timing) ? "within" : "over",
        ])
    }

    private func threeDigits(_ number: Double) -> String {
        number.formatted(.number.precision(.significantDigits(3)).locale(Locale(identifier: "en_US")))
    }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        lines.insert("|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|", at: 1)
        return lines.joined(separator: "\n")
    }
}

import Foundation

/// Rows as a Markdown table, aligned for reading as it is.
struct Table {
    private var rows: [[String]]

    init(_ heads: [String]) {
        rows = [heads]
    }

    var isEmpty: Bool { rows.count == 1 }

    mutating func add(_ row: [String]) {
        rows.append(row)
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

    static func threeDigits(_ number: Double) -> String {
        number.formatted(.number.precision(.significantDigits(3)).locale(Locale(identifier: "en_US")))
    }
}

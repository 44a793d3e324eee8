import JSONata

/// Errors that point into the expression.
enum JSONataExcerpt {
    /// The code and message of an error, and the line in question with a mark below it.
    static func text(of error: JSONataError, in source: String) -> String {
        var lines = ["error: \(error.code): \(error.message)"]
        // Errors stand behind their token.
        if let position = error.position, position >= 0 {
            let before = String(decoding: Array(source.utf16).prefix(max(0, position - 1)), as: UTF16.self)
            let row = before.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            let column = before.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0
            let rows = source.split(separator: "\n", omittingEmptySubsequences: false)
            if rows.indices.contains(row) {
                lines.append("  at line \(row + 1), column \(column + 1)")
                lines.append("  | \(rows[row])")
                lines.append("  | " + String(repeating: " ", count: column) + "^")
            }
        }
        return lines.joined(separator: "\n")
    }
}

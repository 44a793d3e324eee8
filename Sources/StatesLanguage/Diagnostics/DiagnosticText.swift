/// The parts of a source text that a diagnostic shows.
enum DiagnosticText {
    /// A line, counted from 1, without its end.
    ///
    /// `nil` past the last line.
    static func line(_ number: Int, of bytes: [UInt8]) -> String? {
        var start = 0
        for _ in 1..<max(number, 1) {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            start = end + 1
        }
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var line = bytes[start..<end]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// A text without characters that would move the cursor of a terminal.
    static func printable(_ text: String) -> String {
        String(text.map { isPrintable($0) ? $0 : " " })
    }

    private static func isPrintable(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        }
    }

    /// The part of a line around a fault, and what points at the fault.
    struct Window: Equatable {
        let text: String
        let indent: String
        let carets: String

        init(line: String, column: Int, length: Int, widthMax: Int) {
            let characters = Array(DiagnosticText.printable(line))
            let fault = min(max(column - 1, 0), characters.count)
            // A third of the window stands before the fault: what follows it tells more.
            let start =
                characters.count <= widthMax ? 0 : max(0, min(fault - widthMax / 3, characters.count - widthMax))
            let end = min(characters.count, start + widthMax)
            let before = start > 0 ? "…" : ""
            let after = end < characters.count ? "…" : ""
            text = before + String(characters[start..<end]) + after
            indent = String(repeating: " ", count: before.count + fault - start)
            let visible = max(1, min(length, end - fault))
            carets = String(repeating: "^", count: visible)
        }
    }
}

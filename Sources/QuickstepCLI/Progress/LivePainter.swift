/// Shows lines that change: painted over on a terminal, printed once at the end elsewhere.
struct LivePainter {
    let console: Console
    private var painted = 0
    private var paintedAt: ContinuousClock.Instant?

    /// Nobody sees more pictures than this in a second, and a large tree costs something to draw.
    private static let pause = Duration.milliseconds(40)

    init(console: Console) {
        self.console = console
    }

    /// Whether there is a terminal, and its picture is old enough for a new one.
    var isDue: Bool {
        console.errorIsTerminal && (paintedAt.map { $0.duration(to: .now) >= Self.pause } ?? true)
    }

    /// Shows the lines in place of the ones shown before.
    mutating func paint(_ lines: [String], isLast: Bool = false) {
        guard console.errorIsTerminal else {
            if isLast { lines.forEach(console.say) }
            return
        }
        // Up to the first painted line, then clear to the end of the screen. Lines above the screen's top cannot be reached, so a
        // tree taller than the screen is painted once, at the end.
        guard isLast || lines.count < console.heightOrDefault else { return }
        let back = painted > 0 ? "\u{1B}[\(painted)F\u{1B}[J" : ""
        console.say(back + lines.joined(separator: "\n"))
        painted = lines.count
        paintedAt = .now
    }
}

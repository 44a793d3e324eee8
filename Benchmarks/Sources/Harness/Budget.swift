/// What we want a benchmark to stay within, on two cores like those of a small build machine.
enum Budget: Sendable {
    /// One run takes no longer than this.
    case time(Duration)
    /// This many units are done in a second.
    case rate(Int)

    func holds(_ timing: Timing) -> Bool {
        switch self {
        case .time(let most): timing.median <= most
        case .rate(let least): timing.unitsPerSecond >= Double(least)
        }
    }

    var text: String {
        switch self {
        case .time(let most): "≤ \(most.text)"
        case .rate(let least): "≥ \(least)/s"
        }
    }
}

import Foundation

/// What we want a benchmark to stay within, on two cores like those of a small build machine.
enum Budget: Sendable {
    /// One run takes no longer than this.
    case time(Duration)
    /// This many units are done in a second.
    case rate(Int)
    /// One run takes no longer than so many times the first yardstick, and this much more.
    case yardstick(times: Double, plus: Duration)

    func holds(_ timing: Timing) -> Bool {
        switch self {
        case .time(let most): timing.median <= most
        case .rate(let least): timing.unitsPerSecond >= Double(least)
        case .yardstick(let times, let plus): timing.median <= most(timing, times, plus)
        }
    }

    /// How many times as much as is allowed was needed; at most 1 where the budget holds.
    func excess(_ timing: Timing) -> Double {
        switch self {
        case .time(let most): timing.median / most
        case .rate(let least): Double(least) / timing.unitsPerSecond
        case .yardstick(let times, let plus): timing.median / most(timing, times, plus)
        }
    }

    private func most(_ timing: Timing, _ times: Double, _ plus: Duration) -> Duration {
        (timing.yardsticks.first ?? .zero) * times + plus
    }

    var text: String {
        switch self {
        case .time(let most): "≤ \(most.text)"
        case .rate(let least): "≥ \(least)/s"
        case .yardstick(let times, .zero): "≤ \(String(format: "%.2g", times)) yardstick"
        case .yardstick(let times, let plus): "≤ \(String(format: "%.2g", times)) yardstick + \(plus.text)"
        }
    }
}

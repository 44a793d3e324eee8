/// How many values lay at or below each of some bounds, and what they come to.
struct Histogram: Sendable, Equatable {
    /// Bounds for amounts, such as rows.
    static let amounts: [Double] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 50_000]
    /// Bounds for spans of time, in seconds: from a commit in memory to a function's longest timeout.
    static let seconds: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
        900,
    ]

    let bounds: [Double]
    /// How many values each bucket has, its smaller neighbours' not among them.
    private var counts: [Int]
    private(set) var count = 0
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        sum += value
        if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts[bucket] += 1 }
    }

    /// How many values lay at or below each bound.
    var cumulative: [(bound: Double, count: Int)] {
        var total = 0
        return zip(bounds, counts).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}

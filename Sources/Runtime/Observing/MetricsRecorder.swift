import CoreMetrics

/// Gives readings to a metrics factory; each series is made once.
struct MetricsRecorder {
    private struct Series: Hashable {
        let metric: Metric
        let values: [String]
    }

    private let factory: any MetricsFactory
    private var budget = LabelBudget()
    private var counters: [Series: Counter] = [:]
    private var gauges: [Series: Gauge] = [:]
    private var recorders: [Series: Recorder] = [:]
    private var timers: [Series: Timer] = [:]

    init(_ factory: any MetricsFactory) {
        self.factory = factory
    }

    mutating func count(_ metric: Metric, _ values: [String] = [], by amount: Int = 1) {
        let (series, dimensions) = series(metric, values)
        let counter =
            counters[series] ?? Counter(label: metric.rawValue, dimensions: dimensions, factory: factory)
        counters[series] = counter
        counter.increment(by: amount)
    }

    mutating func set(_ metric: Metric, _ values: [String] = [], to reading: Int) {
        let (series, dimensions) = series(metric, values)
        let gauge = gauges[series] ?? Gauge(label: metric.rawValue, dimensions: dimensions, factory: factory)
        gauges[series] = gauge
        gauge.record(reading)
    }

    mutating func record(_ metric: Metric, _ values: [String] = [], amount: Int) {
        let (series, dimensions) = series(metric, values)
        let recorder =
            recorders[series] ?? Recorder(label: metric.rawValue, dimensions: dimensions, factory: factory)
        recorders[series] = recorder
        recorder.record(amount)
    }

    mutating func record(_ metric: Metric, _ values: [String] = [], duration: Duration) {
        let (series, dimensions) = series(metric, values)
        let timer = timers[series] ?? Timer(label: metric.rawValue, dimensions: dimensions, factory: factory)
        timers[series] = timer
        timer.recordNanoseconds(duration.wholeNanoseconds)
    }

    private mutating func series(_ metric: Metric, _ values: [String]) -> (Series, [(String, String)]) {
        var dimensions: [(String, String)] = []
        for (label, value) in zip(metric.labels, values) {
            dimensions.append((label, budget.value(value, of: label)))
        }
        return (Series(metric: metric, values: dimensions.map(\.1)), dimensions)
    }
}

extension Duration {
    /// In nanoseconds, as far as they are a number; a day is one, and so are three hundred years.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return min(max(seconds, 0), 9_000_000_000) * 1_000_000_000 + max(attoseconds, 0) / 1_000_000_000
    }
}

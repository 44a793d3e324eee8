import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterSeries: CounterHandler, MetricSeries {
    static let kind = MetricKind.counter

    private let count = Mutex<Double>(0)

    var reading: SeriesReading { .number(count.withLock { $0 }) }

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        count.withLock { $0 += Double(amount) }
    }

    func reset() {
        count.withLock { $0 = 0 }
    }
}

/// A number that goes up and down.
final class GaugeSeries: RecorderHandler, MeterHandler, MetricSeries {
    static let kind = MetricKind.gauge

    private let value = Mutex<Double>(0)

    var reading: SeriesReading { .number(value.withLock { $0 }) }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
}

/// How often something had which size.
final class HistogramSeries: RecorderHandler, TimerHandler, MetricSeries {
    static let kind = MetricKind.histogram

    private let histogram: Mutex<Histogram>

    init(buckets: [Double]) {
        histogram = Mutex(Histogram(bounds: buckets))
    }

    var reading: SeriesReading { .histogram(histogram.withLock { $0 }) }

    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { histogram.withLock { $0.add(value) } }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
}

public import CoreMetrics
import Synchronization

/// A metrics factory in this process whose readings are asked for in Prometheus' text format.
///
/// Counters and gauges are themselves; recorders and timers are histograms with fixed buckets, timers in seconds.
///
/// ```swift
/// let metrics = PrometheusMetrics()
/// let runtime = try await Runtime.start(RuntimeOptions(metrics: metrics))
/// await runtime.sampleMetrics()
/// print(metrics.text)
/// ```
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
public final class PrometheusMetrics: MetricsFactory {
    private let families = Mutex(MetricFamilies())

    /// What stands in the `HELP` line of a metric, by its name.
    private let help: [String: String]

    /// Makes a factory without a reading.
    ///
    /// - Parameter help: What each metric says, by its name. Default: nothing.
    public init(help: [String: String] = [:]) {
        self.help = help
    }

    /// Everything that was measured, in the text format: sorted by name and labels, with a line of its own for each series.
    public var text: String {
        let families = families.withLock { $0 }
        return ExpositionText(help: help).text(of: families)
    }

    // MARK: MetricsFactory

    /// Makes a counter, or gives the one that has this name and these labels.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        families.withLock { $0.series(label, dimensions) { CounterSeries() } }
    }

    /// Makes a recorder, or gives the one that has this name and these labels: a histogram, or a gauge where it does not aggregate.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return families.withLock { $0.series(label, dimensions) { GaugeSeries() } } }
        return families.withLock { $0.series(label, dimensions) { HistogramSeries(buckets: Histogram.amounts) } }
    }

    /// Makes a meter, or gives the one that has this name and these labels.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        families.withLock { $0.series(label, dimensions) { GaugeSeries() } }
    }

    /// Makes a timer, or gives the one that has this name and these labels: a histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        families.withLock { $0.series(label, dimensions) { HistogramSeries(buckets: Histogram.seconds) } }
    }

    /// Forgets a counter.
    public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }

    /// Forgets a recorder.
    public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }

    /// Forgets a meter.
    public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }

    /// Forgets a timer.
    public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

    private func forget(_ handler: AnyObject) {
        families.withLock { $0.forget(handler) }
    }
}

import CoreMetrics
import Synchronization

/// A metrics factory that knows one metric: how many rows each commit wrote.
///
/// Counting costs something, so only the run that is thrown away is counted.
final class CommitCounter: MetricsFactory {
    private final class Recording: RecorderHandler {
        let counts: Mutex<(commits: Int, rows: Int)> = Mutex((0, 0))

        func record(_ value: Int64) {
            counts.withLock {
                $0.commits += 1
                $0.rows += Int(value)
            }
        }

        func record(_ value: Double) {
            record(Int64(value))
        }
    }

    private let recording = Recording()

    /// What was counted, of a runtime that has stopped.
    var writes: Writes {
        recording.counts.withLock { Writes(commits: $0.commits, rows: $0.rows) }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        label == "quickstep_commit_batch_rows" ? recording : NOOPMetricsHandler.instance
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        NOOPMetricsHandler.instance
    }

    func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        NOOPMetricsHandler.instance
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

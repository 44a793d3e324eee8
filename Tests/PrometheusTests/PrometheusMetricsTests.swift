import CoreMetrics
import QuickstepPrometheus
import Testing

struct PrometheusMetricsTests {
    @Test func `counters and gauges are told with their labels, sorted`() {
        let metrics = PrometheusMetrics(help: ["b_total": "Things \\ that\nhappened."])
        Counter(label: "b_total", dimensions: [("z", "2"), ("a", "x\"y\\\n")], factory: metrics).increment(by: 2)
        Counter(label: "b_total", dimensions: [("a", "1"), ("z", "2")], factory: metrics).increment()
        Counter(label: "b_total", dimensions: [("z", "2"), ("a", "1")], factory: metrics).increment()
        Gauge(label: "a", factory: metrics).record(1.5)
        Gauge(label: "a", factory: metrics).record(-7)
        #expect(
            metrics.text == """
                # TYPE a gauge
                a -7
                # HELP b_total Things \\\\ that\\nhappened.
                # TYPE b_total counter
                b_total{a="1",z="2"} 2
                b_total{a="x\\"y\\\\\\n",z="2"} 2

                """
        )
    }

    @Test func `a timer is a histogram of seconds whose buckets hold the smaller ones`() {
        let metrics = PrometheusMetrics()
        let timer = Timer(label: "d_seconds", dimensions: [("f", "x")], factory: metrics)
        for nanoseconds: Int64 in [100_000, 2_000_000, 2_000_000_000_000] { timer.recordNanoseconds(nanoseconds) }
        let lines = metrics.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE d_seconds histogram")
        #expect(lines.contains(#"d_seconds_bucket{f="x",le="0.0001"} 1"#))
        #expect(lines.contains(#"d_seconds_bucket{f="x",le="0.001"} 1"#))
        #expect(lines.contains(#"d_seconds_bucket{f="x",le="0.0025"} 2"#))
        #expect(lines.contains(#"d_seconds_bucket{f="x",le="900"} 2"#))
        #expect(lines.contains(#"d_seconds_bucket{f="x",le="+Inf"} 3"#))
        #expect(lines.contains(#"d_seconds_sum{f="x"} 2000.0021"#))
        #expect(lines.contains(#"d_seconds_count{f="x"} 3"#))
    }

    @Test func `a recorder is a histogram of amounts`() {
        let metrics = PrometheusMetrics()
        Recorder(label: "rows", factory: metrics).record(3)
        #expect(metrics.text.contains("rows_bucket{le=\"2\"} 0\nrows_bucket{le=\"5\"} 1\n"))
        #expect(metrics.text.hasSuffix("rows_sum 3\nrows_count 1\n"))
    }

    @Test func `a meter goes up and down`() {
        let metrics = PrometheusMetrics()
        let meter = Meter(label: "m", factory: metrics)
        meter.set(5)
        meter.increment(by: 2)
        meter.decrement(by: 3.5)
        #expect(metrics.text == "# TYPE m gauge\nm 3.5\n")
    }

    @Test func `names that Prometheus does not take are mended`() {
        let metrics = PrometheusMetrics()
        Counter(label: "9.lives-ü", dimensions: [("a.b", "c")], factory: metrics).increment()
        #expect(metrics.text == "# TYPE _9_lives__ counter\n_9_lives__{a_b=\"c\"} 1\n")
    }

    @Test func `a second kind under one name is not told, and whoever measures need not know`() {
        let metrics = PrometheusMetrics()
        Counter(label: "x", factory: metrics).increment()
        Gauge(label: "x", factory: metrics).record(9)
        #expect(metrics.text == "# TYPE x counter\nx 1\n")
    }

    @Test func `what is destroyed is told no more`() {
        let metrics = PrometheusMetrics()
        let counter = Counter(label: "x", factory: metrics)
        counter.increment()
        counter.destroy()
        #expect(metrics.text.isEmpty)
    }

    @Test func `there are only so many series`() {
        let metrics = PrometheusMetrics()
        for number in 0..<10_001 {
            Counter(label: "x", dimensions: [("n", String(number))], factory: metrics).increment()
        }
        #expect(metrics.text.split(separator: "\n").count == 10_001)
    }
}

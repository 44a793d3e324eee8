/// Writes Prometheus' text format, version 0.0.4.
struct ExpositionText {
    let help: [String: String]

    func text(of families: MetricFamilies) -> String {
        var text = ""
        for (name, family) in families.families.sorted(by: { $0.key < $1.key }) {
            if let help = help[name] { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            let lines = family.series.map { labels, series in (Self.labels(labels.pairs), labels, series) }
            for (_, labels, series) in lines.sorted(by: { $0.0 < $1.0 }) {
                text += Self.lines(name, labels.pairs, series.reading)
            }
        }
        return text
    }

    private static func lines(_ name: String, _ pairs: [Labels.Pair], _ reading: SeriesReading) -> String {
        switch reading {
        case .number(let value):
            return "\(name)\(labels(pairs)) \(number(value))\n"
        case .histogram(let histogram):
            var text = ""
            for (bound, count) in histogram.cumulative {
                text += "\(name)_bucket\(labels(pairs + [Labels.Pair(name: "le", value: number(bound))])) \(count)\n"
            }
            let all = pairs + [Labels.Pair(name: "le", value: "+Inf")]
            text += "\(name)_bucket\(labels(all)) \(histogram.count)\n"
            text += "\(name)_sum\(labels(pairs)) \(number(histogram.sum))\n"
            text += "\(name)_count\(labels(pairs)) \(histogram.count)\n"
            return text
        }
    }

    private static func labels(_ pairs: [Labels.Pair]) -> String {
        guard !pairs.isEmpty else { return "" }
        return "{" + pairs.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
    }

    /// Whole numbers without a fraction, as people write them.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

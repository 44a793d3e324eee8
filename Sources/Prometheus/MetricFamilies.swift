/// Everything that is measured under one name has one kind.
enum MetricKind: String, Sendable {
    case counter
    case gauge
    case histogram
}

/// One time series.
protocol MetricSeries: AnyObject, Sendable {
    static var kind: MetricKind { get }

    /// What it stands at now.
    var reading: SeriesReading { get }
}

/// What a series stood at.
enum SeriesReading: Sendable, Equatable {
    case number(Double)
    case histogram(Histogram)
}

/// All series, by name and labels.
struct MetricFamilies: Sendable {
    struct Family: Sendable {
        let kind: MetricKind
        var series: [Labels: any MetricSeries] = [:]
    }

    /// How many series are told.
    ///
    /// Further ones are made, so that whoever measures need not know, and are not told.
    static let seriesMax = 10_000

    private(set) var families: [String: Family] = [:]
    private var seriesCount = 0

    /// The series of a name and its labels, made where there is none.
    ///
    /// A second kind under one name cannot be told: it gets a series that nobody sees.
    mutating func series<Series: MetricSeries>(
        _ name: String,
        _ dimensions: [(String, String)],
        _ make: () -> Series
    ) -> Series {
        let name = MetricName.valid(name)
        let labels = Labels(dimensions)
        let family = families[name] ?? Family(kind: Series.kind)
        if let known = family.series[labels] as? Series { return known }
        let made = make()
        guard family.kind == Series.kind, family.series[labels] == nil, seriesCount < Self.seriesMax else {
            return made
        }
        seriesCount += 1
        families[name] = family
        families[name]?.series[labels] = made
        return made
    }

    mutating func forget(_ handler: AnyObject) {
        for (name, family) in families {
            guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
            families[name]?.series[labels] = nil
            seriesCount -= 1
            if family.series.count == 1 { families[name] = nil }
            return
        }
    }
}

/// The labels of a series, in the order of their names.
struct Labels: Sendable, Hashable {
    struct Pair: Sendable, Hashable {
        let name: String
        let value: String
    }

    let pairs: [Pair]

    init(_ dimensions: [(String, String)]) {
        pairs = dimensions.map { Pair(name: MetricName.valid($0.0), value: $0.1) }.sorted { $0.name < $1.name }
    }
}

/// Names as Prometheus takes them: letters, digits, underscores and colons, and no digit first.
enum MetricName {
    static func valid(_ name: String) -> String {
        var valid = ""
        for scalar in name.unicodeScalars {
            let isLetter =
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar == ":"
            let isDigit = ("0"..."9").contains(scalar)
            if isDigit, valid.isEmpty { valid = "_" }
            valid.unicodeScalars.append(isLetter || isDigit ? scalar : "_")
        }
        return valid.isEmpty ? "_" : valid
    }
}

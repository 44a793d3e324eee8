import ArgumentParser
import QuickstepJSON
import QuickstepPrimitives

/// How far time is to move, as people write it: `90d`, `1h30m`, `500ms`, or a time to go to.
enum TimeSpan: Equatable, ExpressibleByArgument {
    case by(Duration)
    case until(Timestamp)

    init?(argument: String) {
        if let time = Timestamp(iso8601: argument) {
            self = .until(time)
        } else if let span = Self.duration(argument) {
            self = .by(span)
        } else {
            return nil
        }
    }

    /// What the clock at an endpoint is asked.
    var parameters: JSONObject {
        switch self {
        case .by(let span):
            let milliseconds = Timestamp(milliseconds: 0).adding(span).milliseconds
            return ["Seconds": JSONNumber(Double(milliseconds) / 1000).map { .number($0) } ?? .null]
        case .until(let time):
            return ["Until": .string(time.iso8601)]
        }
    }

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]

    private static func duration(_ text: String) -> Duration? {
        var rest = text[...]
        var sum: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(letters.count)
            guard let number = Int64(digits), let unit = units.first(where: { $0.name == letters }) else { return nil }
            let (product, overflowed) = number.multipliedReportingOverflow(by: unit.milliseconds)
            let (total, overflowedSum) = sum.addingReportingOverflow(product)
            guard !overflowed, !overflowedSum else { return nil }
            sum = total
        }
        return .milliseconds(sum)
    }
}

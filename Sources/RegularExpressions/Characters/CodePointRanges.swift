/// A set of code points as ranges.
///
/// In the course of collecting, ranges may overlap; ``normalized()`` sorts and joins them, which ``contains(_:)`` needs.
struct CodePointRanges: Sendable, Equatable, ExpressibleByArrayLiteral {
    static let last: UInt32 = 0x10FFFF

    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    init(arrayLiteral ranges: ClosedRange<UInt32>...) {
        self.ranges = ranges
    }

    mutating func add(_ range: ClosedRange<UInt32>) {
        self.ranges.append(range)
    }

    mutating func add(_ others: CodePointRanges) {
        self.ranges.append(contentsOf: others.ranges)
    }

    func normalized() -> CodePointRanges {
        var joined: [ClosedRange<UInt32>] = []
        for range in self.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = joined.last, range.lowerBound <= before.upperBound + 1 {
                joined[joined.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return CodePointRanges(joined)
    }

    var complement: CodePointRanges {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in self.normalized().ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.last { gaps.append(next...Self.last) }
        return CodePointRanges(gaps)
    }

    /// Whether a code point is in the set, which must be normalized.
    func contains(_ code: UInt32) -> Bool {
        var low = 0
        var high = self.ranges.count
        while low < high {
            let middle = (low + high) / 2
            let range = self.ranges[middle]
            if code < range.lowerBound {
                high = middle
            } else if code > range.upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}

extension CodePointRanges {
    /// `\d`.
    static let digits: CodePointRanges = [0x30...0x39]

    /// `\w`.
    static let wordCharacters: CodePointRanges = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

    /// The letters that fold to one of `\w`: long s and the sign for Kelvin (ECMA-262, 22.2.2.9.3 WordCharacters).
    static let foldedWordCharacters: CodePointRanges = [0x17F...0x17F, 0x212A...0x212A]

    /// `\s` of JavaScript: WhiteSpace and LineTerminator.
    static let whiteSpace: CodePointRanges = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]

    /// `\s` of Java.
    static let javaWhiteSpace: CodePointRanges = [0x09...0x0D, 0x20...0x20]

    /// `\h` of Java.
    static let javaHorizontalSpace: CodePointRanges = [
        0x09...0x09, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x180E...0x180E, 0x2000...0x200A, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000,
    ]

    /// `\v` of Java.
    static let javaVerticalSpace: CodePointRanges = [0x0A...0x0D, 0x85...0x85, 0x2028...0x2029]

    /// What ends a line in JavaScript.
    static let lineTerminators: CodePointRanges = [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]

    /// What ends a line in Java.
    static let javaLineTerminators: CodePointRanges = [0x0A...0x0A, 0x0D...0x0D, 0x85...0x85, 0x2028...0x2029]

    /// What ends a line in Java with the flag `d`.
    static let unixLineTerminators: CodePointRanges = [0x0A...0x0A]

    /// All code points.
    static let all: CodePointRanges = [0...CodePointRanges.last]
}

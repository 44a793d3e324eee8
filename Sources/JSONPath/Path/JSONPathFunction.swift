/// A function of Jayway's that is computed from one value.
package enum JSONPathFunction: Sendable, Hashable {
    /// The number of elements, of members, or of UTF-16 units.
    case length
    /// The names of the members.
    case keys
    /// The first element.
    case first
    /// The last element.
    case last
    /// The element at a position, negative from the end.
    case index(Int)
    /// The sum of the numbers in an array.
    case sum
    /// The mean of the numbers in an array.
    case average
    /// The standard deviation of the numbers in an array.
    case standardDeviation
    /// The least of the numbers in an array.
    case minimum
    /// The greatest of the numbers in an array.
    case maximum

    /// The function of a name without arguments.
    init?(name: String) {
        switch name {
        case "length", "size": self = .length
        case "keys": self = .keys
        case "first": self = .first
        case "last": self = .last
        case "sum": self = .sum
        case "avg": self = .average
        case "stddev": self = .standardDeviation
        case "min": self = .minimum
        case "max": self = .maximum
        default: return nil
        }
    }

    /// The call as it is written.
    var text: String {
        switch self {
        case .length: "length()"
        case .keys: "keys()"
        case .first: "first()"
        case .last: "last()"
        case .index(let index): "index(\(index))"
        case .sum: "sum()"
        case .average: "avg()"
        case .standardDeviation: "stddev()"
        case .minimum: "min()"
        case .maximum: "max()"
        }
    }
}

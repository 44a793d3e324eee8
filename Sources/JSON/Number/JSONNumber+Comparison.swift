extension JSONNumber {
    /// Whether two numbers have the same value: `0`, `0.0`, `-0` and `0e5` are all equal.
    ///
    /// The comparison is exact for numbers of any size: it compares the decimal values of the printed texts.
    ///
    /// - Parameter other: The number to compare with.
    /// - Returns: Whether they are equal.
    public func isEqual(to other: JSONNumber) -> Bool {
        switch (self.storage, other.storage) {
        case (.integer(let left), .integer(let right)):
            left == right
        case (.double(let left), .double(let right)):
            left == right
        case (.integer(let left), .double(let right)) where Self.isExactAsDouble(left):
            Double(left) == right
        case (.double(let left), .integer(let right)) where Self.isExactAsDouble(right):
            left == Double(right)
        case (.integer, _), (.double, _), (.literal, _):
            self.decimal == other.decimal
        }
    }

    /// Whether the number is below another, compared exactly as by ``isEqual(to:)``.
    ///
    /// - Parameter other: The number to compare with.
    /// - Returns: Whether this one is less.
    public func isLess(than other: JSONNumber) -> Bool {
        switch (self.storage, other.storage) {
        case (.integer(let left), .integer(let right)):
            left < right
        case (.double(let left), .double(let right)):
            left < right
        case (.integer(let left), .double(let right)) where Self.isExactAsDouble(left):
            Double(left) < right
        case (.double(let left), .integer(let right)) where Self.isExactAsDouble(right):
            left < Double(right)
        case (.integer, _), (.double, _), (.literal, _):
            self.decimal.isLess(than: other.decimal)
        }
    }

    /// Whether doubles are dense enough around an integer to compare through them: up to 2^53.
    private static func isExactAsDouble(_ value: Int64) -> Bool {
        value.magnitude <= 9_007_199_254_740_992
    }

    /// The exact value of the printed text.
    private var decimal: DecimalText {
        switch self.storage {
        case .integer(let value): DecimalText(value.description.utf8)
        case .double(let value): DecimalText(value.description.utf8)
        case .literal(let text): DecimalText(text.utf8)
        }
    }
}

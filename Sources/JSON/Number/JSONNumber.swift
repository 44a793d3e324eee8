/// A JSON number: an integer, a double, or the text it was written as.
///
/// What is kept apart is what prints differently. An integer prints as its digits. A double prints as the shortest
/// decimal that reads back as the same double: in plain digits when its decimal exponent is in -6...20, else as in
/// `1e+21` or `1.5e-7`, and with `.0` when it is integral. A number that was written otherwise (`12345678901234567890`,
/// `1.50`, `1E3`, `-0`) keeps its text.
///
/// `==` and hashing are identity: the same printed text. ``isEqual(to:)`` and ``isLess(than:)`` compare the decimal
/// values of the printed texts, exactly.
@frozen
public struct JSONNumber: Sendable {
    @frozen
    @usableFromInline
    enum Storage: Sendable {
        case integer(Int64)
        /// Finite.
        case double(Double)
        /// Follows the grammar and differs from what its canonical form would print.
        case literal(String)
    }

    @usableFromInline
    let storage: Storage

    @inlinable
    init(storage: Storage) {
        self.storage = storage
    }

    /// Makes an integral number.
    ///
    /// - Parameter value: The number.
    @inlinable
    public init(_ value: Int) {
        self.storage = .integer(Int64(value))
    }

    /// Makes an integral number.
    ///
    /// - Parameter value: The number.
    @inlinable
    public init(_ value: Int64) {
        self.storage = .integer(value)
    }

    /// Makes a number of a double, or nil of an infinity or NaN, which JSON lacks.
    ///
    /// - Parameter value: The number; an integral one prints with `.0`.
    @inlinable
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.storage = .double(value)
    }

    /// Reads a number as JSON writes it, or gives nil when the text is not exactly one (RFC 8259, section 6).
    ///
    /// - Parameter literal: The text, which is kept when the canonical form prints otherwise.
    public init?(literal: String) {
        var literal = literal
        let number = literal.withUTF8 { bytes in JSONParser.number(spanning: bytes) }
        guard let number else { return nil }
        self = number
    }

    /// The number as an integer when it is integral and fits, exactly: `3.0` and `1E3` count as integers, `1.5` does
    /// not.
    @inlinable
    public var int64: Int64? {
        if case .integer(let value) = self.storage { return value }
        return self.exactInteger
    }

    /// The nearest double; infinite when a literal such as `1e400` is beyond the range of doubles.
    @inlinable
    public var double: Double {
        switch self.storage {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .literal(let text): Double(text) ?? 0
        }
    }

    /// The integer that the printed text denotes, if it denotes one.
    @usableFromInline
    var exactInteger: Int64? {
        switch self.storage {
        case .integer(let value):
            return value
        case .double(let value):
            // Up to 2^53 an integral double prints exactly; beyond, its shortest decimal is what counts.
            if abs(value) <= 9_007_199_254_740_992 {
                // Not `Int64(exactly:)`, which calls the C library's `trunc` and so has every user link libm.
                let integer = Int64(value)
                return Double(integer) == value ? integer : nil
            }
            return DecimalText(value.description.utf8).int64
        case .literal(let text):
            return DecimalText(text.utf8).int64
        }
    }
}

extension JSONNumber: Hashable {
    /// Whether two numbers print the same text: `1` differs from `1.0`.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        switch (left.storage, right.storage) {
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
        case (.literal(let left), .literal(let right)): left == right
        case (.integer, _), (.double, _), (.literal, _): false
        }
    }

    /// Feeds the identity of the number to a hasher.
    public func hash(into hasher: inout Hasher) {
        switch self.storage {
        case .integer(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value.bitPattern)
        case .literal(let text): hasher.combine(text)
        }
    }
}

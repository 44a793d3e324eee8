import QuickstepServiceKit

/// Reads the rows of a range one by one, a few at a time from the store.
struct RowRunner {
    private var range: Range<StoreKey>
    private let chunk: Int
    private var buffer: [StoreRow] = []
    private var position = 0
    private var isAtEnd = false

    init(_ range: Range<StoreKey>, chunk: Int) {
        self.range = range
        self.chunk = max(1, chunk)
    }

    /// The next row, without going past it.
    mutating func peek(_ turn: Turn) throws(ServiceError) -> StoreRow? {
        if position < buffer.count { return buffer[position] }
        guard !isAtEnd else { return nil }
        buffer = try turn.range(range, limit: chunk)
        position = 0
        isAtEnd = buffer.count < chunk
        guard let last = buffer.last else { return nil }
        range = last.key.successor..<max(last.key.successor, range.upperBound)
        return buffer.first
    }

    /// Goes past the row that `peek` gave.
    mutating func pass() {
        position += 1
    }

    /// Notes that rows were added behind all that were read.
    mutating func reopen() {
        isAtEnd = false
    }
}

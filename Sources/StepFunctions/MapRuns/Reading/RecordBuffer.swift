/// Bytes of a file that were read and are not used up yet.
///
/// What is used up is forgotten, so that a file of any size passes through a small buffer.
struct RecordBuffer: Sendable, Equatable {
    /// How many bytes one record may have.
    ///
    /// A limit of ours: no execution takes an input of more than 256 KiB, and what lies beyond is no record but a mistake.
    static let recordBytesMax = 8 * 1024 * 1024

    private var bytes: [UInt8] = []
    private var start = 0
    /// Where in the file the first byte lies that is not used up.
    private(set) var offset: Int
    /// Whether all of the file was read.
    private(set) var isComplete = false

    init(at offset: Int = 0) {
        self.offset = offset
    }

    /// How many bytes are there.
    var count: Int { bytes.count - start }

    subscript(_ index: Int) -> UInt8 { bytes[start + index] }

    /// The first bytes.
    func prefix(_ count: Int) -> ArraySlice<UInt8> { bytes[start..<(start + count)] }

    /// Adds what was read; nothing means that the end was reached.
    mutating func append(_ more: [UInt8]) {
        guard !more.isEmpty else {
            isComplete = true
            return
        }
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += more
    }

    /// Forgets the first bytes.
    mutating func use(_ count: Int) {
        start += count
        offset += count
    }

    /// Forgets a byte order mark at the beginning of the file.
    mutating func skipByteOrderMark() {
        if offset == 0, count >= 3, prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) { use(3) }
    }
}

/// Why the items of a map run cannot be had, as the cause that its history shows.
struct ItemReaderFailure: Error, Sendable, Equatable {
    let cause: String

    static let notIterable = ItemReaderFailure(cause: "Attempting to map over non-iterable node.")
    static let repeatedHeaders = ItemReaderFailure(cause: "CSV headers cannot contain duplicates.")
    static let negativeMaximum = ItemReaderFailure(cause: "field MaxItems must be positive")
    static let noSuchPath = ItemReaderFailure(
        cause: "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure."
    )
    static let tooLarge = ItemReaderFailure(
        cause: "An item has more than \(RecordBuffer.recordBytesMax) bytes, which Quickstep does not support."
    )
    static let tooDeep = ItemReaderFailure(
        cause: "An item is nested deeper than Quickstep supports."
    )
}

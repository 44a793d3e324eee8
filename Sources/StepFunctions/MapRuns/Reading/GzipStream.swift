/// The content of a compressed file whose bytes come in pieces (RFC 1952).
///
/// It keeps the last 32 KiB of the content, to which what follows may refer, and what was read and is not unpacked yet.
struct GzipStream: Sendable {
    private var inflater = Inflater()
    /// How much of the content is passed over: going on in the middle means unpacking from the beginning.
    private var toSkip: Int
    private var isHeaderPassed = false
    /// How many bytes of the file were read.
    private(set) var end = 0
    private(set) var isAtEnd = false

    init(skipping count: Int = 0) {
        toSkip = count
    }

    var heldByteCount: Int { inflater.heldByteCount }

    /// Takes what was read; nothing means that the end of the file was reached.
    mutating func append(_ bytes: [UInt8]) {
        end += bytes.count
        inflater.append(bytes)
    }

    /// Content that can be unpacked now; none where more is needed, and at the end.
    mutating func next() throws(ItemReaderFailure) -> [UInt8] {
        while !isAtEnd {
            if !isHeaderPassed {
                guard let isThere = inflater.passGzipHeader() else { return [] }
                guard isThere else {
                    guard inflater.isSpent else { throw Inflater.damaged }
                    isAtEnd = true
                    return []
                }
                isHeaderPassed = true
            }
            var content = try inflater.next()
            if inflater.isFinished {
                guard inflater.passGzipTrailer() else {
                    guard inflater.isComplete else { return skipped(&content) }
                    throw Inflater.damaged
                }
                // Files may lie one behind another.
                isHeaderPassed = false
                let rest = skipped(&content)
                if !rest.isEmpty { return rest }
                continue
            }
            let rest = skipped(&content)
            if !rest.isEmpty { return rest }
            guard inflater.isStarved else { continue }
            guard !inflater.isComplete else { throw Inflater.damaged }
            return []
        }
        return []
    }

    private mutating func skipped(_ content: inout [UInt8]) -> [UInt8] {
        let count = min(toSkip, content.count)
        toSkip -= count
        return count == 0 ? content : Array(content.dropFirst(count))
    }
}

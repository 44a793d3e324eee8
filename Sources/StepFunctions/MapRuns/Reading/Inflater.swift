/// Unpacks data in the format DEFLATE (RFC 1951) that comes in pieces.
///
/// It goes on only where enough lies ready for the longest thing that can come next, so that it never stops in the middle of one.
struct Inflater: Sendable {
    /// How far content may refer back.
    private static let windowByteCount = 32 * 1024
    /// How much content is made at once.
    private static let contentByteCount = 256 * 1024
    /// The most bytes that the description of a block's codes takes.
    private static let blockHeaderByteCount = 600
    /// The most bytes that one symbol takes, with what belongs to it.
    private static let symbolByteCount = 8

    static let damaged = ItemReaderFailure(cause: "The file is not in the format gzip, or it is damaged.")

    private enum Phase: Sendable {
        /// Before a block. Next: `stored`, `coded`.
        case block
        /// In a block that is not packed. Next: `block`, `finished`.
        case stored(Int)
        /// In a block of codes. Next: `block`, `finished`.
        case coded(HuffmanCode, HuffmanCode)
        case finished
    }

    private var phase = Phase.block
    private var isLastBlock = false
    private var input: [UInt8] = []
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    /// The window, and behind it what is new.
    private var content: [UInt8] = []
    /// Whether the file has no more bytes than were given.
    private(set) var isComplete = false
    /// Whether more bytes are needed.
    private(set) var isStarved = false

    var isFinished: Bool {
        if case .finished = phase { true } else { false }
    }

    var heldByteCount: Int { input.count - position + content.count }

    /// Whether no byte is left.
    var isSpent: Bool { isComplete && position == input.count && bitCount < 8 }

    mutating func append(_ bytes: [UInt8]) {
        if bytes.isEmpty { isComplete = true }
        input.removeFirst(position)
        position = 0
        input += bytes
        isStarved = false
    }

    /// Some content; where there is none, more bytes are needed, or the end is reached.
    mutating func next() throws(ItemReaderFailure) -> [UInt8] {
        if content.count > Self.windowByteCount { content.removeFirst(content.count - Self.windowByteCount) }
        let start = content.count
        isStarved = false
        while content.count - start < Self.contentByteCount, !isStarved, !isFinished {
            switch phase {
            case .block: try openBlock()
            case .stored(let count): copyStored(count)
            case .coded(let literals, let distances):
                try decode(literals, distances, until: start + Self.contentByteCount)
            case .finished: break
            }
        }
        return Array(content[start...])
    }

    // MARK: gzip

    /// Passes the header of a file; `nil` where it is not there yet, `false` where there is none.
    mutating func passGzipHeader() -> Bool? {
        var index = position
        func rest(_ count: Int) -> Bool { input.count - index >= count }
        guard rest(10) else { return isComplete ? false : nil }
        guard input[index] == 0x1F, input[index + 1] == 0x8B, input[index + 2] == 8 else { return false }
        let flags = input[index + 3]
        index += 10
        if flags & 4 != 0 {
            guard rest(2) else { return isComplete ? false : nil }
            index += 2 + Int(input[index]) + Int(input[index + 1]) << 8
        }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while index < input.count, input[index] != 0 { index += 1 }
            index += 1
        }
        if flags & 2 != 0 { index += 2 }
        guard index <= input.count else { return isComplete ? false : nil }
        position = index
        phase = .block
        isLastBlock = false
        content = []
        return true
    }

    /// Passes what follows the content of a file; `false` where it is not there yet.
    mutating func passGzipTrailer() -> Bool {
        // Whole bytes that lie ready belong to the trailer.
        position -= bitCount / 8
        (bits, bitCount) = (0, 0)
        guard input.count - position >= 8 else { return false }
        position += 8
        return true
    }

    // MARK: Blocks

    private func hasReady(_ byteCount: Int) -> Bool {
        isComplete || input.count - position >= byteCount
    }

    private mutating func openBlock() throws(ItemReaderFailure) {
        guard !isLastBlock else {
            phase = .finished
            return
        }
        guard hasReady(Self.blockHeaderByteCount) else {
            isStarved = true
            return
        }
        isLastBlock = try take(1) == 1
        switch try take(2) {
        case 0:
            _ = try take(bitCount % 8)
            let count = try take(16)
            guard try take(16) == ~count & 0xFFFF else { throw Self.damaged }
            position -= bitCount / 8
            (bits, bitCount) = (0, 0)
            phase = .stored(count)
        case 1:
            phase = .coded(.fixedLiterals, .fixedDistances)
        case 2:
            phase = try dynamicCodes()
        default:
            throw Self.damaged
        }
    }

    private mutating func copyStored(_ count: Int) {
        let ready = min(count, input.count - position)
        content += input[position..<(position + ready)]
        position += ready
        phase = count == ready ? .block : .stored(count - ready)
        isStarved = count > ready
    }

    private mutating func dynamicCodes() throws(ItemReaderFailure) -> Phase {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw Self.damaged }
        var lengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<lengthCount { lengths[Self.lengthOrder[index]] = UInt8(try take(3)) }
        let code = HuffmanCode(lengths)
        var all: [UInt8] = []
        while all.count < literalCount + distanceCount {
            let symbol = try take(code)
            switch symbol {
            case 0..<16: all.append(UInt8(symbol))
            case 16:
                guard let last = all.last else { throw Self.damaged }
                all += [UInt8](repeating: last, count: try take(2) + 3)
            case 17: all += [UInt8](repeating: 0, count: try take(3) + 3)
            default: all += [UInt8](repeating: 0, count: try take(7) + 11)
            }
        }
        guard all.count == literalCount + distanceCount else { throw Self.damaged }
        return .coded(HuffmanCode(Array(all[..<literalCount])), HuffmanCode(Array(all[literalCount...])))
    }

    private mutating func decode(
        _ literals: HuffmanCode,
        _ distances: HuffmanCode,
        until end: Int
    ) throws(ItemReaderFailure) {
        while content.count < end {
            guard hasReady(Self.symbolByteCount) else {
                isStarved = true
                return
            }
            let symbol = try take(literals)
            if symbol < 256 {
                content.append(UInt8(symbol))
                continue
            }
            guard symbol > 256 else {
                phase = .block
                return
            }
            guard symbol - 257 < Self.lengthBases.count else { throw Self.damaged }
            let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let distanceSymbol = try take(distances)
            guard distanceSymbol < Self.distanceBases.count else { throw Self.damaged }
            let distance = Self.distanceBases[distanceSymbol] + (try take(Self.distanceBits[distanceSymbol]))
            guard distance <= content.count else { throw Self.damaged }
            for _ in 0..<length { content.append(content[content.count - distance]) }
        }
    }

    // MARK: Bits

    /// The next bits, the first of them the lowest.
    private mutating func take(_ count: Int) throws(ItemReaderFailure) -> Int {
        while bitCount < count {
            guard position < input.count else { throw Self.damaged }
            bits |= UInt64(input[position]) << UInt64(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & (1 << UInt64(count) - 1)
        bits >>= UInt64(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func take(_ code: HuffmanCode) throws(ItemReaderFailure) -> Int {
        var search = HuffmanCode.Search()
        while true {
            let bit = try take(1)
            switch code.symbol(&search, bit) {
            case .some(let symbol): return symbol
            case nil: guard search.length < HuffmanCode.lengthMax else { throw Self.damaged }
            }
        }
    }

    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}

/// A canonical Huffman code, as DEFLATE has it: known by the lengths of its words.
struct HuffmanCode: Sendable {
    static let lengthMax = 15

    /// By length, how many words there are.
    private var counts = [Int](repeating: 0, count: lengthMax + 1)
    /// The symbols, by length and then in order.
    private var symbols: [Int] = []

    init(_ lengths: [UInt8]) {
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        for length in 1...Self.lengthMax where counts[length] > 0 {
            symbols += lengths.indices.filter { lengths[$0] == length }
        }
    }

    /// How far a word was read.
    struct Search {
        fileprivate(set) var length = 0
        fileprivate var code = 0
        fileprivate var first = 0
        fileprivate var index = 0
    }

    /// The symbol of the word that ends with a bit; `nil` where it goes on, or is none.
    func symbol(_ search: inout Search, _ bit: Int) -> Int? {
        search.length += 1
        guard search.length <= Self.lengthMax else { return nil }
        search.code |= bit
        let count = counts[search.length]
        if search.code - count < search.first { return symbols[search.index + (search.code - search.first)] }
        search.index += count
        search.first = (search.first + count) << 1
        search.code <<= 1
        return nil
    }

    static let fixedLiterals = HuffmanCode(
        [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
            + [UInt8](repeating: 8, count: 8)
    )
    static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 30))
}

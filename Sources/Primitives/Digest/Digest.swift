/// A message digest that takes its message in pieces.
///
/// However the message is cut, the digest is the same. A copy carries on by itself.
public struct Digest: Sendable {
    /// What is computed.
    public let algorithm: DigestAlgorithm

    /// The chaining value; algorithms of 32-bit words use the low half of each word.
    private var state: SIMD8<UInt64>

    /// What has come since the last whole block, always shorter than one.
    private var pending: [UInt8] = []

    /// The length of the message in bytes; the padding holds it in bits, in 64 or in 128 bits.
    private var byteCount: UInt64 = 0

    /// A digest of nothing yet.
    ///
    /// - Parameter algorithm: What to compute.
    public init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .md5: self.state = MD5.initialState
        case .sha1: self.state = SHA1.initialState
        case .sha256: self.state = SHA256.initialState
        case .sha384: self.state = SHA512.initialState384
        case .sha512: self.state = SHA512.initialState
        }
    }

    /// Takes the next piece of the message.
    ///
    /// - Parameter bytes: The piece, of any length.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        // Bytes that lie in one piece, as they nearly always do, are read where they are.
        if bytes.withContiguousStorageIfAvailable({ self.update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { self.update($0) }
        }
    }

    /// Takes the next piece of the message.
    ///
    /// - Parameter bytes: The piece, of any length; read during the call only.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let blockByteCount = self.algorithm.blockByteCount
        self.byteCount &+= UInt64(bytes.count)
        var rest = bytes[...]
        if !self.pending.isEmpty {
            let missing = rest.prefix(blockByteCount - self.pending.count)
            self.pending.append(contentsOf: missing)
            rest = rest.dropFirst(missing.count)
            guard self.pending.count == blockByteCount else { return }
            let block = self.pending
            block.withUnsafeBytes { self.compress($0) }
            self.pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.prefix(rest.count - rest.count % blockByteCount)
        if !whole.isEmpty { self.compress(UnsafeRawBufferPointer(rebasing: whole)) }
        self.pending.append(contentsOf: rest.dropFirst(whole.count))
    }

    /// The digest of all pieces so far.
    ///
    /// - Returns: As many bytes as the algorithm's ``DigestAlgorithm/byteCount`` says. The digest itself is left as it
    ///   was, so more pieces may follow.
    public func finalize() -> [UInt8] {
        var last = self
        let blockByteCount = self.algorithm.blockByteCount
        let lengthByteCount = blockByteCount / 8
        var tail: [UInt8] = [0x80]
        let used = (self.pending.count + 1 + lengthByteCount) % blockByteCount
        tail.append(contentsOf: repeatElement(0, count: used == 0 ? 0 : blockByteCount - used))
        let low = self.byteCount << 3
        if self.algorithm == .md5 {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { tail.append(UInt8(truncatingIfNeeded: low >> shift)) }
        } else {
            if lengthByteCount == 16 { Digest.append(self.byteCount >> 61, byteCount: 8, to: &tail) }
            Digest.append(low, byteCount: 8, to: &tail)
        }
        last.update(tail)
        return last.output()
    }

    private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
        switch self.algorithm {
        case .md5: MD5.compress(blocks, into: &self.state)
        case .sha1: SHA1.compress(blocks, into: &self.state)
        case .sha256: SHA256.compress(blocks, into: &self.state)
        case .sha384, .sha512: SHA512.compress(blocks, into: &self.state)
        }
    }

    private func output() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        for index in 0..<8 {
            switch self.algorithm {
            case .md5:
                let swapped = UInt32(truncatingIfNeeded: self.state[index]).byteSwapped
                Digest.append(UInt64(swapped), byteCount: 4, to: &bytes)
            case .sha1, .sha256: Digest.append(self.state[index], byteCount: 4, to: &bytes)
            case .sha384, .sha512: Digest.append(self.state[index], byteCount: 8, to: &bytes)
            }
        }
        return Array(bytes.prefix(self.algorithm.byteCount))
    }

    /// Appends the low bytes of a word, the highest of them first.
    private static func append(_ word: UInt64, byteCount: UInt64, to bytes: inout [UInt8]) {
        for index in 0..<byteCount {
            bytes.append(UInt8(truncatingIfNeeded: word >> ((byteCount - 1 - index) * 8)))
        }
    }
}

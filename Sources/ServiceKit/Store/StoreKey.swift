#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A key of the store: bytes, ordered lexicographically.
///
/// The grammar, written down for good (format version 1):
///
/// ```
/// key        = owner section component*
/// owner      = kind(1 byte) text(account) text(region) text(name)
/// section    = 1 byte, meaning given by the owner's kind
/// component  = text | integer
/// text       = UTF-8 with 0x00 written as 0x00 0xFF, then 0x00 0x01
/// integer    = 8 bytes, big-endian, sign bit flipped
/// ```
///
/// Texts and integers sort as the values they stand for. A range of one owner is one contiguous run of keys, which is what lets
/// a shard be moved, and one owner be dropped, later.
package struct StoreKey: Sendable, Hashable, Comparable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // Not the synthesized ones: they go byte by byte, and every write of every turn is looked up by its key.
    package static func == (left: StoreKey, right: StoreKey) -> Bool {
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                guard left.count == right.count else { return false }
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return memcmp(first, second, left.count) == 0
            }
        }
    }

    package func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    package static func < (left: StoreKey, right: StoreKey) -> Bool {
        // Not `lexicographicallyPrecedes`: keys are compared all the time, and this is several times as fast.
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                let count = min(left.count, right.count)
                guard count > 0, let first = left.baseAddress, let second = right.baseAddress else {
                    return left.count < right.count
                }
                let order = memcmp(first, second, count)
                return order == 0 ? left.count < right.count : order < 0
            }
        }
    }

    /// This key with a text component added.
    ///
    /// A key that nobody else holds grows where it lies.
    package consuming func text(_ value: String) -> StoreKey {
        var key = self
        key.append(text: value)
        return key
    }

    /// This key with an integer component added.
    ///
    /// A key that nobody else holds grows where it lies.
    package consuming func integer(_ value: Int64) -> StoreKey {
        var key = self
        key.append(integer: value)
        return key
    }

    /// This key with another key's bytes as its last component.
    package func key(_ other: StoreKey) -> StoreKey {
        StoreKey(bytes: bytes + other.bytes)
    }

    /// All keys that begin with this one.
    package var prefixRange: Range<StoreKey> {
        var upper = bytes
        while let last = upper.last {
            if last < 0xFF {
                upper[upper.count - 1] = last + 1
                return self..<StoreKey(bytes: upper)
            }
            upper.removeLast()
        }
        // Only a key of nothing but 0xFF gets here, and no owner kind is 0xFF.
        return self..<StoreKey(bytes: bytes + [UInt8](repeating: 0xFF, count: 16))
    }

    /// All keys that there can be: no owner's kind is 0xFF.
    package static let everything = StoreKey(bytes: [])..<StoreKey(bytes: [0xFF])

    /// The smallest key above this one.
    package var successor: StoreKey {
        StoreKey(bytes: bytes + [0])
    }

    private mutating func append(text value: String) {
        var value = value
        value.withUTF8 { text in
            guard let start = text.baseAddress, !text.isEmpty else { return }
            // Hardly any text holds a zero, and one that holds none is copied as it is.
            guard memchr(start, 0, text.count) != nil else { return bytes.append(contentsOf: text) }
            for byte in text {
                bytes.append(byte)
                if byte == 0 { bytes.append(0xFF) }
            }
        }
        bytes.append(0)
        bytes.append(1)
    }

    private mutating func append(integer value: Int64) {
        let ordered = UInt64(bitPattern: value) ^ (1 << 63)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: ordered >> UInt64(shift)))
        }
    }
}

/// Reads the components of a key back, in order.
package struct StoreKeyReader {
    private let bytes: [UInt8]
    private var position: Int

    package init(_ key: StoreKey, skipping prefix: Int = 0) {
        bytes = key.bytes
        position = prefix
    }

    /// Whether all of the key has been read.
    package var isAtEnd: Bool { position >= bytes.count }

    package mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func integer() -> Int64? {
        guard position + 8 <= bytes.count else { return nil }
        var value: UInt64 = 0
        for offset in 0..<8 { value = value << 8 | UInt64(bytes[position + offset]) }
        position += 8
        return Int64(bitPattern: value ^ (1 << 63))
    }

    package mutating func text() -> String? {
        var content: [UInt8] = []
        while position + 1 < bytes.count {
            let byte = bytes[position]
            guard byte == 0 else {
                content.append(byte)
                position += 1
                continue
            }
            let marker = bytes[position + 1]
            position += 2
            switch marker {
            case 0xFF: content.append(0)
            case 1: return String(validating: content, as: UTF8.self)
            default: return nil
            }
        }
        return nil
    }

    package mutating func owner() -> Owner? {
        guard let code = byte(), let kind = Owner.Kind(rawValue: code),
            let account = text(), let region = text(), let name = text()
        else { return nil }
        return Owner(kind: kind, scope: Scope(account: account, region: region), name: name)
    }
}

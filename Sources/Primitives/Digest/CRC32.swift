/// The 32-bit cyclic redundancy check of gzip and PNG, which AWS sends with answers and keeps with objects.
public enum CRC32 {
    /// The check of some bytes.
    ///
    /// - Parameter bytes: Any bytes; none give 0.
    /// - Returns: The check as a number.
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var register = UInt32.max
        for byte in bytes {
            register = table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
        }
        return ~register
    }

    /// The check of some bytes as four bytes, the highest first.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: Four bytes.
    public static func bytes(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let checksum = checksum(bytes)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}

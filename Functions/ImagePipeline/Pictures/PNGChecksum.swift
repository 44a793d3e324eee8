/// The checksum at the end of every PNG chunk (ISO/IEC 15948, annex D): CRC-32 over its kind and body.
enum PNGChecksum {
    /// The remainder of every byte.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { remainder, _ in
            remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1
        }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        // Through pointers, because whole pictures pass here and builds without optimisation should not crawl.
        let remainder = self.table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { buffer in
                var remainder = UInt32.max
                for byte in buffer {
                    remainder = table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)] ^ (remainder >> 8)
                }
                return remainder
            }
        }
        return ~remainder
    }
}

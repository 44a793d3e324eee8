/// A range of addresses, as `cidr` names it: `10.0.0.0/24`, or the same of version 6.
struct Network: Sendable, Equatable {
    private let address: [UInt8]
    private let maskBits: Int
    /// The network as it was written.
    let text: String

    init(_ text: String) throws(PatternError) {
        self.text = text
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { throw PatternError("Malformed CIDR, one '/' required") }
        guard let maskBits = Int(parts[1]) else { throw PatternError("Malformed CIDR, mask bits must be an integer") }
        guard maskBits >= 0 else { throw PatternError("Malformed CIDR, mask bits must not be negative") }
        guard let address = Self.address(parts[0]) else {
            throw PatternError("Nonstandard IP address: \(parts[0])")
        }
        guard maskBits < address.count * 8 else {
            throw PatternError(address.count == 4 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128")
        }
        self.address = address
        self.maskBits = maskBits
    }

    /// Whether a text is an address of the same version within the range.
    func contains(_ text: String) -> Bool {
        guard let other = Self.address(text[...]), other.count == address.count else { return false }
        let (whole, rest) = maskBits.quotientAndRemainder(dividingBy: 8)
        guard other.prefix(whole) == address.prefix(whole) else { return false }
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return other[whole] & mask == address[whole] & mask
    }

    /// The bytes of an address; `nil` for what is none.
    private static func address(_ text: Substring) -> [UInt8]? {
        text.contains(":") ? version6(text) : version4(text)
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard part.utf8.count <= 3, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        // Two colons stand once for as many zeros as are missing.
        guard let gap = text.firstRange(of: "::") else {
            return groups(text).flatMap { $0.count == 16 ? $0 : nil }
        }
        guard let before = groups(text[..<gap.lowerBound]), let after = groups(text[gap.upperBound...]),
            before.count + after.count <= 14
        else { return nil }
        return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
    }

    /// The bytes of groups of four hexadecimal digits, the last of which may be an address of version 4.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, let tail = version4(part) {
                bytes += tail
                continue
            }
            guard (1...4).contains(part.utf8.count), part.first != "+", let group = UInt16(part, radix: 16) else {
                return nil
            }
            bytes += [UInt8(group >> 8), UInt8(truncatingIfNeeded: group)]
        }
        return bytes
    }
}

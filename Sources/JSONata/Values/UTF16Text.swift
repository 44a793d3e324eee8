/// Between Swift's strings and the UTF-16 units in which the language counts, searches and cuts.
///
/// A Swift string cannot hold one half of a surrogate pair, and JavaScript's can: `"\ud83d"` is such a text, and `$split("😀", "")`
/// makes two. Each half alone is kept as a private-use scalar of the last plane that stands for it (U+10D800 to U+10DFFF), and
/// is a half again wherever units are read.
enum UTF16Text {
    private static let standInBase: UInt32 = 0x10_0000

    /// Whether a scalar stands for half a pair.
    static func isStandIn(_ scalar: Unicode.Scalar) -> Bool {
        (0x10_D800...0x10_DFFF).contains(scalar.value)
    }

    /// The stand-in of a unit that is half a pair.
    static func standIn(for unit: UInt16) -> Unicode.Scalar {
        Unicode.Scalar(Self.standInBase + UInt32(unit)) ?? "\u{FFFD}"
    }

    /// The units of a text.
    static func units(of text: String) -> [UInt16] {
        var text = text
        let ascii: [UInt16]? = text.withUTF8 { bytes in
            bytes.allSatisfy { $0 < 0x80 } ? bytes.map { UInt16($0) } : nil
        }
        if let ascii { return ascii }
        var units: [UInt16] = []
        units.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if Self.isStandIn(scalar) {
                units.append(UInt16(truncatingIfNeeded: scalar.value))
            } else {
                units.append(contentsOf: UTF16.encode(scalar).map { Array($0) } ?? [])
            }
        }
        return units
    }

    /// The text of units; halves without their other half become stand-ins.
    static func text(of units: some RandomAccessCollection<UInt16>) -> String {
        if !units.contains(where: { $0 & 0xF800 == 0xD800 }) { return String(decoding: units, as: UTF16.self) }
        var text = ""
        var place = units.startIndex
        while place != units.endIndex {
            let unit = units[place]
            place = units.index(after: place)
            if UTF16.isLeadSurrogate(unit), place != units.endIndex, UTF16.isTrailSurrogate(units[place]) {
                let value = 0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(units[place] & 0x3FF))
                text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
                place = units.index(after: place)
            } else if UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) {
                text.unicodeScalars.append(Self.standIn(for: unit))
            } else {
                text.unicodeScalars.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
            }
        }
        return text
    }

    /// Two texts as one: halves of a pair that meet become the pair.
    static func joined(_ left: String, _ right: String) -> String {
        guard let last = left.unicodeScalars.last, Self.isStandIn(last) else { return left + right }
        return Self.text(of: Self.units(of: left) + Self.units(of: right))
    }

    /// Whether a text holds half a pair.
    static func holdsLoneSurrogate(_ text: String) -> Bool {
        // The stand-ins begin with these two bytes in UTF-8.
        var isAfterLead = false
        for byte in text.utf8 {
            if isAfterLead, byte == 0x8D { return text.unicodeScalars.contains(where: Self.isStandIn) }
            isAfterLead = byte == 0xF4
        }
        return false
    }

    /// Whether a text comes before another by its units.
    static func isLess(_ left: String, _ right: String) -> Bool {
        var left = left
        var right = right
        return left.withUTF8 { left in right.withUTF8 { right in Self.isLess(left, right) } }
    }

    /// UTF-8 sorts as UTF-16 does, but for the pairs, whose units lie below U+E000.
    private static func isLess(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let shared = min(left.count, right.count)
        var place = 0
        while place < shared, left[place] == right[place] { place &+= 1 }
        guard place < shared else { return left.count < right.count }
        let own = left[place]
        let their = right[place]
        if own >= 0xEE, their >= 0xEE, (own >= 0xF0) != (their >= 0xF0) { return own >= 0xF0 }
        return own < their
    }
}

/// Halves of surrogate pairs in documents of JSON, which our parser refuses, and our writer cannot have.
///
/// For suites and scripts, whose expressions may hold such texts on purpose.
package enum LoneSurrogates {
    /// The document with every escape of a half alone replaced by that of its stand-in.
    package static func accepted(in document: String) -> String {
        guard document.utf8.contains(UInt8(ascii: "\\")) else { return document }
        let bytes = Array(document.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count else {
                output.append(bytes[place])
                place += 1
                continue
            }
            guard let unit = self.unit(bytes, place), unit & 0xF800 == 0xD800 else {
                output += bytes[place..<(place + 2)]
                place += 2
                continue
            }
            if UTF16.isLeadSurrogate(unit), let next = self.unit(bytes, place + 6), UTF16.isTrailSurrogate(next) {
                output += bytes[place..<(place + 12)]
                place += 12
                continue
            }
            output += String(UTF16Text.standIn(for: unit)).utf8
            place += 6
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The document with every stand-in replaced by the escape of what it stands for.
    package static func written(in document: String) -> String {
        guard UTF16Text.holdsLoneSurrogate(document) else { return document }
        var output = String.UnicodeScalarView()
        for scalar in document.unicodeScalars {
            if UTF16Text.isStandIn(scalar) {
                output += "\\u\(String(scalar.value & 0xFFFF, radix: 16))".unicodeScalars
            } else {
                output.append(scalar)
            }
        }
        return String(output)
    }

    /// The unit that an escape at a place stands for.
    private static func unit(_ bytes: [UInt8], _ place: Int) -> UInt16? {
        guard place + 5 < bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt16(String(decoding: bytes[(place + 2)..<(place + 6)], as: UTF8.self), radix: 16)
    }
}

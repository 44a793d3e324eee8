import QuickstepJSON

/// Functions that encode texts, and decode them.
enum EncodingFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("base64encode", "<s-:s>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            try call.run.allocate(text: text.utf8.count * 2)
            let bytes = UTF16Text.units(of: text).map { UInt8(truncatingIfNeeded: $0) }
            return .string(Base64.encoded(bytes))
        },
        NativeFunction("base64decode", "<s-:s>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            try call.run.allocate(text: text.utf8.count)
            return .string(String(String.UnicodeScalarView(Base64.decoded(text).map { Unicode.Scalar($0) })))
        },
        NativeFunction("encodeUrlComponent", "<s-:s>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.encoded(arguments, keeping: PercentEncoding.component, "encodeUrlComponent", call.run)
        },
        NativeFunction("encodeUrl", "<s-:s>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.encoded(arguments, keeping: PercentEncoding.whole, "encodeUrl", call.run)
        },
        NativeFunction("decodeUrlComponent", "<s-:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            try Self.decoded(arguments, keeping: [], "decodeUrlComponent")
        },
        NativeFunction("decodeUrl", "<s-:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            try Self.decoded(arguments, keeping: PercentEncoding.reserved, "decodeUrl")
        },
    ]

    private static func encoded(
        _ arguments: [Value],
        keeping: Set<UInt8>,
        _ name: String,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        guard let text = arguments.text(0) else { return .nothing }
        try run.allocate(text: text.utf8.count * 3)
        guard !UTF16Text.holdsLoneSurrogate(text) else { throw Self.malformed(text, name) }
        return .string(PercentEncoding.encoded(text, keeping: keeping))
    }

    private static func decoded(
        _ arguments: [Value],
        keeping: Set<UInt8>,
        _ name: String
    ) throws(JSONataError) -> Value {
        guard let text = arguments.text(0) else { return .nothing }
        guard let decoded = PercentEncoding.decoded(text, keeping: keeping) else { throw Self.malformed(text, name) }
        return .string(decoded)
    }

    private static func malformed(_ text: String, _ name: String) -> JSONataError {
        JSONataError("D3140", JSONataErrorDetails(value: .string(text), functionName: name))
    }
}

/// The escapes of URLs, by the rules of `encodeURI` and `encodeURIComponent`.
enum PercentEncoding {
    /// What `encodeURIComponent` leaves as it is.
    static let component = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)

    /// What `decodeURI` leaves escaped.
    static let reserved = Set(";/?:@&=+$,#".utf8)

    /// What `encodeURI` leaves as it is.
    static let whole = component.union(reserved)

    static func encoded(_ text: String, keeping: Set<UInt8>) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            if keeping.contains(byte) {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] { output.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text without escapes, nil where one is malformed.
    static func decoded(_ text: String, keeping: Set<UInt8>) -> String? {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "%") else {
                output.append(bytes[place])
                place += 1
                continue
            }
            guard let lead = self.escape(bytes, place) else { return nil }
            if lead < 0x80 {
                if keeping.contains(lead) {
                    output += bytes[place..<(place + 3)]
                } else {
                    output.append(lead)
                }
                place += 3
                continue
            }
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0
            guard length > 0 else { return nil }
            var sequence: [UInt8] = []
            for index in 0..<length {
                guard let byte = self.escape(bytes, place + index * 3) else { return nil }
                sequence.append(byte)
            }
            guard String(validating: sequence, as: UTF8.self) != nil else { return nil }
            output += sequence
            place += 3 * length
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func escape(_ bytes: [UInt8], _ place: Int) -> UInt8? {
        guard place + 2 < bytes.count, bytes[place] == UInt8(ascii: "%") else { return nil }
        guard let high = self.digit(bytes[place + 1]), let low = self.digit(bytes[place + 2]) else { return nil }
        return high << 4 | low
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        default: nil
        }
    }
}

/// Base64, read as leniently as Node reads it.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let first = bytes[place]
            let second = place + 1 < bytes.count ? bytes[place + 1] : 0
            let third = place + 2 < bytes.count ? bytes[place + 2] : 0
            output.append(self.alphabet[Int(first >> 2)])
            output.append(self.alphabet[Int((first & 3) << 4 | second >> 4)])
            output.append(place + 1 < bytes.count ? self.alphabet[Int((second & 15) << 2 | third >> 6)] : 0x3D)
            output.append(place + 2 < bytes.count ? self.alphabet[Int(third & 63)] : 0x3D)
            place += 3
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes up to the first `=`; what is no digit is passed over.
    static func decoded(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") { break }
            guard let digit = self.digit(byte) else { continue }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return output
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 0x41
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x61 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30 + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

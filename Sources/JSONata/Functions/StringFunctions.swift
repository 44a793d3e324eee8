import QuickstepJSON

/// Functions of texts that need no patterns.
enum StringFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("string", "<x-b?:s>", arity: 1) { (arguments, call) throws(JSONataError) in
            var isPretty = false
            if case .bool(true) = arguments.argument(1) { isPretty = true }
            let text = try Stringification.text(of: arguments.argument(0), isPretty: isPretty, call.run)
            return text.map { .string($0) } ?? .nothing
        },
        NativeFunction("length", "<s-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.text(0).map { .number(Double($0.unicodeScalars.count)) } ?? .nothing
        },
        NativeFunction("substring", "<s-nn?:s>", arity: 3) { (arguments, _) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            return .string(Self.substring(text, from: arguments.number(1) ?? 0, length: arguments.number(2)))
        },
        NativeFunction("substringBefore", "<s-s:s>", arity: 2) { (arguments, _) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            guard let part = arguments.text(1) else { return .string(text) }
            return .string(TextSearch.firstRange(of: part, in: text).map { String(text[..<$0.lowerBound]) } ?? text)
        },
        NativeFunction("substringAfter", "<s-s:s>", arity: 2) { (arguments, _) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            guard let part = arguments.text(1) else { return .string(text) }
            return .string(TextSearch.firstRange(of: part, in: text).map { String(text[$0.upperBound...]) } ?? text)
        },
        NativeFunction("lowercase", "<s-:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.text(0).map { .string($0.lowercased()) } ?? .nothing
        },
        NativeFunction("uppercase", "<s-:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.text(0).map { .string($0.uppercased()) } ?? .nothing
        },
        NativeFunction("trim", "<s-:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.text(0).map { .string(Self.trimmed($0)) } ?? .nothing
        },
        NativeFunction("pad", "<s-ns?:s>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            return .string(try Self.padded(text, arguments.number(1) ?? 0, with: arguments.text(2), call.run))
        },
        NativeFunction("join", "<a<s>s?:s>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0) else { return .nothing }
            return .string(try Self.joined(elements, by: arguments.text(1) ?? "", call.run))
        },
    ]

    private static func substring(_ text: String, from start: Double, length: Double?) -> String {
        let scalars = text.unicodeScalars
        let count = scalars.count
        var start = start
        if Double(count) + start < 0 { start = 0 }
        var end = Double.infinity
        if let length {
            guard length > 0 else { return "" }
            end = start >= 0 ? start + length : Double(count) + start + length
        }
        let first = self.place(start, of: count)
        let last = self.place(end, of: count)
        guard first < last else { return "" }
        let from = scalars.index(scalars.startIndex, offsetBy: first)
        return String(scalars[from..<scalars.index(from, offsetBy: last - first)])
    }

    /// A place as JavaScript's `slice` takes it.
    private static func place(_ number: Double, of count: Int) -> Int {
        let integer = Value.integer(number, in: -(1 << 40)...(1 << 40))
        return integer < 0 ? max(0, count + integer) : min(integer, count)
    }

    private static func trimmed(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                if output.last != 0x20 { output.append(0x20) }
            } else {
                output.append(byte)
            }
        }
        if output.first == 0x20 { output.removeFirst() }
        if output.last == 0x20 { output.removeLast() }
        return String(decoding: output, as: UTF8.self)
    }

    private static func padded(
        _ text: String,
        _ width: Double,
        with padding: String?,
        _ run: Evaluation
    ) throws(JSONataError) -> String {
        let filler = padding.flatMap { $0.isEmpty ? nil : $0 } ?? " "
        let wanted = Value.integer(width.magnitude, in: 0...(1 << 40)) - text.unicodeScalars.count
        guard wanted > 0 else { return text }
        try run.allocate(text: wanted * filler.utf8.count)
        var output = ""
        let scalars = Array(filler.unicodeScalars)
        for place in 0..<wanted { output.unicodeScalars.append(scalars[place % scalars.count]) }
        return width > 0 ? text + output : output + text
    }

    private static func joined(
        _ elements: Elements,
        by separator: String,
        _ run: Evaluation
    ) throws(JSONataError) -> String {
        var output = ""
        var isFirst = true
        for element in elements {
            guard case .string(let text) = element else { continue }
            if !isFirst { output += separator }
            isFirst = false
            output += text
            try run.allocate(text: text.utf8.count + separator.utf8.count)
        }
        try run.enter(elements.count)
        return UTF16Text.holdsLoneSurrogate(output) ? UTF16Text.text(of: UTF16Text.units(of: output)) : output
    }
}

/// Finds texts in texts, by their bytes.
enum TextSearch {
    /// Where a part begins first.
    static func firstRange(of part: String, in text: String, from start: String.Index? = nil) -> Range<String.Index>? {
        let bytes = text.utf8
        let from = start ?? text.startIndex
        guard let first = part.utf8.first else { return from..<from }
        let offset = bytes.distance(from: bytes.startIndex, to: from)
        var text = text
        var part = part
        let found = text.withUTF8 { text in
            part.withUTF8 { part in Self.place(of: part, first, in: text, from: offset) }
        }
        guard let found else { return nil }
        let lower = text.utf8.index(text.utf8.startIndex, offsetBy: found)
        return lower..<text.utf8.index(lower, offsetBy: part.utf8.count)
    }

    private static func place(
        of part: UnsafeBufferPointer<UInt8>,
        _ first: UInt8,
        in text: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        var place = start
        let last = text.count - part.count
        while place <= last {
            if text[place] == first {
                var length = 1
                while length < part.count, text[place + length] == part[length] { length += 1 }
                if length == part.count { return place }
            }
            place += 1
        }
        return nil
    }
}

import QuickstepJSON

/// Values as text, by the rules of `$string`.
enum Stringification {
    /// The text of a value, nil of nothing.
    static func text(of value: Value, isPretty: Bool = false, _ run: Evaluation) throws(JSONataError) -> String? {
        switch value {
        case .nothing: return nil
        case .string(let text): return text
        case .function: return ""
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let number):
            guard number.isFinite else { throw JSONataError("D3001", JSONataErrorDetails(value: .null)) }
            return NumberText.text(of: NumberText.cut(number))
        case .array(let array) where array.traits.contains(.wrapsInput):
            return try self.text(of: array.items.first ?? .nothing, isPretty: isPretty, run)
        case .list, .array, .record, .object, .tuples:
            var output: [UInt8] = []
            try self.write(value, level: isPretty ? 0 : nil, to: &output, run)
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// Writes a value inside of another.
    ///
    /// The level is how deep it lies where every member has a line of its own; nil for one line.
    private static func write(
        _ value: Value,
        level: Int?,
        to output: inout [UInt8],
        _ run: Evaluation
    ) throws(JSONataError) {
        switch value {
        case .nothing, .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let number):
            output += number.isFinite ? Array(NumberText.text(of: NumberText.cut(number)).utf8) : Array("null".utf8)
        case .string(let text): self.write(text, to: &output)
        case .function: output += "\"\"".utf8
        case .list, .array, .tuples:
            let elements = value.elementsOrSelf
            try run.enter(elements.count + 1)
            let before = output.count
            output.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                self.breakLine(level.map { $0 + 1 }, to: &output)
                try self.write(element, level: level.map { $0 + 1 }, to: &output, run)
            }
            if !elements.isEmpty { self.breakLine(level, to: &output) }
            output.append(UInt8(ascii: "]"))
            try run.allocate((output.count - before) >> 5)
        case .record, .object:
            guard let members = value.members else { return }
            try run.enter(members.count + 1)
            let before = output.count
            output.append(UInt8(ascii: "{"))
            var isFirst = true
            for place in 0..<members.count {
                let member = members.value(at: place)
                if member.isNothing { continue }
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                self.breakLine(level.map { $0 + 1 }, to: &output)
                self.write(members.key(at: place), to: &output)
                output.append(UInt8(ascii: ":"))
                if level != nil { output.append(UInt8(ascii: " ")) }
                try self.write(member, level: level.map { $0 + 1 }, to: &output, run)
            }
            if !isFirst { self.breakLine(level, to: &output) }
            output.append(UInt8(ascii: "}"))
            try run.allocate((output.count - before) >> 5)
        }
    }

    private static func breakLine(_ level: Int?, to output: inout [UInt8]) {
        guard let level else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: level * 2)
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        guard UTF16Text.holdsLoneSurrogate(text) else {
            JSONValue.string(text).write(into: &output)
            return
        }
        // Halves of a pair are written as escapes, as JavaScript does.
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            if UTF16Text.isStandIn(scalar) {
                output += "\\u\(String(scalar.value & 0xFFFF, radix: 16))".utf8
            } else {
                output += JSONValue.string(String(scalar)).compactBytes.dropFirst().dropLast()
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

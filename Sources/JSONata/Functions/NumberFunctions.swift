import QuickstepJSON

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Functions of numbers.
enum NumberFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("number", "<(nsb)-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            switch arguments.argument(0) {
            case .nothing: return .nothing
            case .bool(let value): return .number(value ? 1 : 0)
            case .string(let text):
                guard let number = Self.number(text) else {
                    throw JSONataError("D3030", JSONataErrorDetails(value: .string(text), index: 1))
                }
                return .number(number)
            case let other: return other
            }
        },
        NativeFunction("abs", "<n-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.number(0).map { .number($0.magnitude) } ?? .nothing
        },
        NativeFunction("floor", "<n-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.number(0).map { .number($0.rounded(.down)) } ?? .nothing
        },
        NativeFunction("ceil", "<n-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            arguments.number(0).map { .number($0.rounded(.up)) } ?? .nothing
        },
        NativeFunction("round", "<n-n?:n>", arity: 2) { (arguments, _) throws(JSONataError) in
            arguments.number(0).map { .number(Rounding.rounded($0, to: arguments.number(1) ?? 0)) } ?? .nothing
        },
        NativeFunction("sqrt", "<n-:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            guard let number = arguments.number(0) else { return .nothing }
            guard number >= 0 else {
                throw JSONataError("D3060", JSONataErrorDetails(value: JSONValue(javaScript: number), index: 1))
            }
            return .number(number.squareRoot())
        },
        NativeFunction("power", "<n-n:n>", arity: 2) { (arguments, _) throws(JSONataError) in
            guard let base = arguments.number(0) else { return .nothing }
            let exponent = arguments.number(1) ?? .nan
            let result = pow(base, exponent)
            guard result.isFinite else {
                var details = JSONataErrorDetails(value: JSONValue(javaScript: base), index: 1)
                details.exponent = arguments.number(1).map { JSONValue(javaScript: $0) }
                throw JSONataError("D3061", details)
            }
            return .number(result)
        },
        NativeFunction("random", "<:n>", arity: 0) { (_, call) throws(JSONataError) in
            .number(call.run.random())
        },
        NativeFunction("formatBase", "<n-n?:s>", arity: 2) { (arguments, _) throws(JSONataError) in
            guard let number = arguments.number(0) else { return .nothing }
            let radix = Rounding.rounded(arguments.number(1) ?? 10, to: 0)
            guard radix >= 2, radix <= 36 else {
                throw JSONataError("D3100", JSONataErrorDetails(value: JSONValue(javaScript: radix)))
            }
            return .string(Self.text(Rounding.rounded(number, to: 0), radix: Int(radix)))
        },
    ]

    /// An integral number in another base; beyond what integers hold, digits that a double does not have are zeros.
    private static func text(_ number: Double, radix: Int) -> String {
        if radix == 10 { return NumberText.text(of: number) }
        guard number.isFinite else { return NumberText.text(of: number) }
        if number.magnitude < 1.7e38 { return String(Int128(number), radix: radix) }
        var digits: [String] = []
        var rest = number.magnitude
        while rest >= 1 {
            digits.append(String(Int(rest.truncatingRemainder(dividingBy: Double(radix))), radix: radix))
            rest = (rest / Double(radix)).rounded(.down)
        }
        return (number < 0 ? "-" : "") + digits.reversed().joined()
    }

    // MARK: Casting

    /// A number as `$number` reads it: as JSON writes it, but for zeros in front, or with `0x`, `0o` or `0b`.
    private static func number(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        if self.isDecimal(bytes) {
            guard let number = Double(text), number.isFinite else { return nil }
            return number
        }
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
        let radix: Int
        switch bytes[1] | 0x20 {
        case UInt8(ascii: "x"): radix = 16
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "b"): radix = 2
        default: return nil
        }
        var number = 0.0
        for byte in bytes.dropFirst(2) {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
            number = number * Double(radix) + Double(digit)
        }
        return number
    }

    private static func isDecimal(_ bytes: [UInt8]) -> Bool {
        var place = 0
        func skipDigits() -> Bool {
            let start = place
            while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
            return place > start
        }
        if bytes.first == UInt8(ascii: "-") { place = 1 }
        guard skipDigits() else { return false }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            guard skipDigits() else { return false }
        }
        if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
                place += 1
            }
            guard skipDigits() else { return false }
        }
        return place == bytes.count
    }
}

/// Rounding to even, by the decimal text of a number.
enum Rounding {
    /// Rounds to so many digits behind the point, or before it where that is negative.
    static func rounded(_ number: Double, to precision: Double) -> Double {
        guard number.isFinite else { return number }
        let precision = Value.integer(precision, in: -400...400)
        var result = precision == 0 ? number : self.shifted(number, by: precision)
        guard result.isFinite else { return precision > 0 ? number : 0 }
        result = self.even(result)
        if precision != 0 { result = self.shifted(result, by: -precision) }
        return result == 0 ? 0 : result
    }

    private static func even(_ number: Double) -> Double {
        let floor = number.rounded(.down)
        let fraction = number - floor
        if fraction < 0.5 { return floor }
        if fraction > 0.5 { return floor + 1 }
        return floor.truncatingRemainder(dividingBy: 2) == 0 ? floor : floor + 1
    }

    /// Moves the decimal point in the text of a number.
    private static func shifted(_ number: Double, by places: Int) -> Double {
        let text = NumberText.text(of: number)
        let parts = text.split(separator: "e")
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + places
        return Double("\(parts[0])e\(exponent)") ?? number
    }
}

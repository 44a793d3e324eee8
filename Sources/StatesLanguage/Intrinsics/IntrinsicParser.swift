import QuickstepJSON
import QuickstepJSONPath

/// Reads a call of an intrinsic function, with the calls nested in it.
struct IntrinsicParser {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    /// Reads the whole text as one call.
    mutating func parse() throws(IntrinsicSyntaxError) -> IntrinsicCall {
        let call = try call(depth: 1)
        skipBlanks()
        guard position == scalars.count else { throw failure("There is more text after the call.") }
        return call
    }

    private mutating func call(depth: Int) throws(IntrinsicSyntaxError) -> IntrinsicCall {
        guard depth <= DecodingLimits.intrinsicDepthMax else {
            throw failure("Calls are nested more than \(DecodingLimits.intrinsicDepthMax) deep.")
        }
        let start = position
        let function = try functionName()
        guard take("(") else { throw failure("'(' is missing after '\(function.rawValue)'.") }
        let arguments = try arguments(of: function, depth: depth)
        guard function.arity.contains(arguments.count) else {
            position = start
            throw failure("\(function.rawValue) takes \(function.arityText), not \(arguments.count).")
        }
        return IntrinsicCall(function: function, arguments: arguments, text: text)
    }

    private mutating func functionName() throws(IntrinsicSyntaxError) -> IntrinsicFunction {
        let start = position
        while let scalar = current, Self.isNameScalar(scalar) { position += 1 }
        let name = slice(start..<position)
        if let function = IntrinsicFunction(rawValue: name) { return function }
        position = start
        guard !name.isEmpty else { throw failure("A path or the name of an intrinsic function is missing.") }
        let names = IntrinsicFunction.allCases.map(\.rawValue)
        let suggestion = NearestName.hint(for: name, among: names).map { " \($0)" } ?? ""
        throw failure("There is no intrinsic function '\(name)'.\(suggestion)")
    }

    private mutating func arguments(
        of function: IntrinsicFunction,
        depth: Int
    ) throws(IntrinsicSyntaxError) -> [IntrinsicCall.Argument] {
        var arguments: [IntrinsicCall.Argument] = []
        skipBlanks()
        if take(")") { return arguments }
        while true {
            skipBlanks()
            let isTemplate = function == .format && arguments.isEmpty
            arguments.append(try argument(isTemplate: isTemplate, depth: depth))
            skipBlanks()
            if take(")") { return arguments }
            guard take(",") else {
                throw failure(position < scalars.count ? "',' or ')' is missing." : "The call has no closing ')'.")
            }
        }
    }

    private mutating func argument(
        isTemplate: Bool,
        depth: Int
    ) throws(IntrinsicSyntaxError) -> IntrinsicCall.Argument {
        guard let first = current else { throw failure("The call has no closing ')'.") }
        switch first {
        case "'":
            let pieces = try quoted()
            return isTemplate ? .slots(pieces) : .literal(.string(pieces.joined(separator: "{}")))
        case "$":
            return .path(try path())
        case "-", "0"..."9":
            return .literal(.number(try number()))
        default:
            if let word = takeWord(["true", "false", "null"]) {
                return .literal(word == "null" ? .null : .bool(word == "true"))
            }
            return .call(try call(depth: depth + 1))
        }
    }
}

// MARK: Literals and paths

extension IntrinsicParser {
    /// Reads a text in apostrophes, cut at each `{}` that is not escaped.
    private mutating func quoted() throws(IntrinsicSyntaxError) -> [String] {
        let start = position
        position += 1
        var pieces: [String] = []
        var piece = ""
        while let scalar = current {
            position += 1
            switch scalar {
            case "'":
                return pieces + [piece]
            case "\\":
                guard let escaped = current, Self.escapable.contains(escaped) else {
                    position -= 1
                    throw failure("A backslash can escape ' { } and \\ only.")
                }
                piece.unicodeScalars.append(escaped)
                position += 1
            case "{" where current == "}":
                position += 1
                pieces.append(piece)
                piece = ""
            default:
                piece.unicodeScalars.append(scalar)
            }
        }
        position = start
        throw failure("The text has no closing apostrophe.")
    }

    private mutating func number() throws(IntrinsicSyntaxError) -> JSONNumber {
        let start = position
        while let scalar = current, scalar != ",", scalar != ")", !Self.isBlank(scalar) { position += 1 }
        let literal = slice(start..<position)
        if let number = JSONNumber(literal: literal) { return number }
        position = start
        throw failure("'\(literal)' is not a number.")
    }

    /// Reads a path, which ends at a comma or parenthesis that is not within brackets, parentheses or quotes of its own.
    private mutating func path() throws(IntrinsicSyntaxError) -> JSONPath {
        let start = position
        var brackets = 0
        var parentheses = 0
        scan: while let scalar = current {
            switch scalar {
            case "\\": position += 1
            case "[": brackets += 1
            case "]": brackets -= 1
            case "(": parentheses += 1
            case ")" where parentheses == 0 && brackets <= 0: break scan
            case ")": parentheses -= 1
            case "," where parentheses <= 0 && brackets <= 0: break scan
            case "'" where brackets > 0, "\"" where brackets > 0: skipQuoted(scalar)
            default: break
            }
            position += 1
        }
        position = min(position, scalars.count)
        var end = position
        while end > start, Self.isBlank(scalars[end - 1]) { end -= 1 }
        do throws(JSONPathError) {
            return try JSONPath(slice(start..<end))
        } catch {
            position = start
            throw failure(error.message, isUnsupported: error.isUnsupported)
        }
    }

    /// Moves to the closing quotation mark.
    private mutating func skipQuoted(_ mark: Unicode.Scalar) {
        position += 1
        while let scalar = current, scalar != mark { position += scalar == "\\" ? 2 : 1 }
    }

    private mutating func takeWord(_ words: [String]) -> String? {
        var end = position
        while end < scalars.count, Self.isNameScalar(scalars[end]) { end += 1 }
        let word = slice(position..<end)
        guard words.contains(word) else { return nil }
        position = end
        return word
    }
}

// MARK: Characters

extension IntrinsicParser {
    private static let escapable: Set<Unicode.Scalar> = ["'", "{", "}", "\\"]

    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let scalar = current, Self.isBlank(scalar) { position += 1 }
    }

    private func slice(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    private func failure(_ message: String, isUnsupported: Bool = false) -> IntrinsicSyntaxError {
        IntrinsicSyntaxError(
            message: "\(message) (character \(position + 1))",
            offset: position,
            isUnsupported: isUnsupported
        )
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_": true
        default: false
        }
    }
}

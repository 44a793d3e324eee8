import QuickstepJSON

extension IntrinsicArguments {
    /// Splits at every character of the second argument; empty pieces are dropped.
    func stringSplit() throws(EvaluationError) -> JSONValue {
        let text = try text(0)
        let delimiters = Set(try self.text(1).unicodeScalars)
        let pieces = text.unicodeScalars.split { delimiters.contains($0) }
        return .array(pieces.map { .string(String($0)) })
    }

    /// `States.Format` whose template is computed.
    func format() throws(EvaluationError) -> JSONValue {
        try format(pieces: Self.pieces(of: try text(0)), from: 1)
    }

    /// Puts the values from an index on between the pieces of a template.
    func format(pieces: [String], from index: Int) throws(EvaluationError) -> JSONValue {
        let arguments = values[min(index, values.count)...]
        guard pieces.count == arguments.count + 1 else {
            throw failure(
                "The template has \(pieces.count - 1) '{}' for \(arguments.count) "
                    + (arguments.count == 1 ? "argument" : "arguments")
            )
        }
        for argument in arguments { try checkDepth(of: argument) }
        var text = pieces.first ?? ""
        for (piece, argument) in zip(pieces.dropFirst(), arguments) {
            argument.appendFormatted(to: &text)
            text += piece
            // Far beyond what any state may put out: a template that names a large value many times ends here.
            guard text.utf8.count <= Self.formattedBytesMax else {
                throw failure("The text has more than \(Self.formattedBytesMax) bytes")
            }
        }
        return .string(text)
    }

    /// UTF-8 bytes of a formatted text: a limit of ours.
    private static var formattedBytesMax: Int { 1_048_576 }

    /// Cuts a template at each `{}` that no backslash escapes, and resolves the escapes.
    private static func pieces(of template: String) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var scalars = Array(template.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, scalars.first) {
            case ("\\", let next?) where next == "{" || next == "}" || next == "\\" || next == "'":
                piece.append(next)
                scalars.removeFirst()
            case ("{", "}"?):
                scalars.removeFirst()
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
            default:
                piece.append(scalar)
            }
        }
        return pieces + [String(piece)]
    }
}

extension JSONValue {
    /// Text as it is, other values as the recorded service prints them: `null`, `1.1`, `{Arg1=1, Arg2=[]}`.
    ///
    /// The caller has bounded the depth.
    fileprivate func appendFormatted(to text: inout String) {
        switch self {
        case .string(let string):
            text += string
        case .null, .bool, .number:
            text += compactText
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ", " }
                element.appendFormatted(to: &text)
            }
            text += "]"
        case .object(let object):
            text += "{"
            for (index, member) in object.enumerated() {
                if index > 0 { text += ", " }
                text += "\(member.key)="
                member.value.appendFormatted(to: &text)
            }
            text += "}"
        }
    }
}

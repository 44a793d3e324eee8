import QuickstepJSON

/// The message of a definition that is refused for the label of a Map state.
///
/// The only recordings of such a refusal (58 of them) carry no diagnostic but a text in the notation of another language,
/// with the whole definition in it. They are what we hold on to; the other candidate is a diagnostic like all others, with
/// the code `INVALID_LABEL_NAME`, which the service's reference names. To change over, let `isUsed` be false.
enum RecordedLabelMessage {
    static let isUsed = true

    /// The message for the first wrong label; `nil` where labels are not what is wrong.
    static func text(for diagnostics: [Diagnostic], definition: [UInt8]) -> String? {
        guard isUsed, let label = diagnostics.first(where: { $0.code == DiagnosticCode.invalidLabelName }) else {
            return nil
        }
        let text = String(decoding: definition, as: UTF8.self)
        return "Error=ValueError Args=[\(PythonLiteral.text(of: label.message))] in definition '\(text)'."
    }
}

/// A text as a literal of Python, the language of the recorded message.
enum PythonLiteral {
    /// The literal: in apostrophes, or in quotation marks where that saves escapes.
    static func text(of value: String) -> String {
        let scalars = value.unicodeScalars
        let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
        let body = scalars.map { $0 == quote || $0 == "\\" ? "\\\($0)" : escaped($0) }
        return "\(quote)\(body.joined())\(quote)"
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        guard !isPrintable(scalar) else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\\(mark)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }
}

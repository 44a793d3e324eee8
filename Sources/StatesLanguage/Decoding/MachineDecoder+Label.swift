import QuickstepJSON
import QuickstepPrimitives

extension MachineDecoder {
    /// `Label`, which becomes a part of ARNs.
    mutating func label(of node: Node) -> String? {
        guard let label = session.text("Label", of: node) else { return nil }
        let path = node.path + [.key("Label")]
        if let problem = MapLabel.problem(of: label) {
            session.refuse(problem, at: path, code: DiagnosticCode.invalidLabelName)
        }
        guard let first = labels.updateValue(path, forKey: ExactName(label)) else { return label }
        session.refuse(
            "Duplicate label name: \(label)",
            at: path,
            code: DiagnosticCode.duplicateLabelName,
            hint: "The label is taken by \(serviceLocation(of: first)): labels are unique in the whole machine."
        )
        return label
    }
}

/// The rules for the labels of Map states.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
enum MapLabel {
    /// The greatest number of Unicode characters.
    static let lengthMax = 40

    /// The label of a state that gives none: its name where that can be one, else a digest of it.
    static func standard(for state: String) -> String {
        if problem(of: state) == nil { return state }
        return Hex.encode(DigestAlgorithm.sha256.digest(Array(state.utf8)).prefix(8))
    }

    /// What is wrong with a label, in the words of the recordings; `nil` where nothing is.
    static func problem(of label: String) -> String? {
        if label.isEmpty { return "Label cannot be empty" }
        if label.unicodeScalars.count > lengthMax { return "Label cannot exceed \(lengthMax) characters" }
        guard let scalar = label.unicodeScalars.first(where: isForbidden) else { return nil }
        return "Label contains invalid character: \(PythonLiteral.text(of: String(scalar)))"
    }

    /// The characters that the names of state machines cannot have either.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        default: scalar.properties.isWhitespace || "?*<>{}[]\"#%\\^|~`$&,;:/".unicodeScalars.contains(scalar)
        }
    }
}

/// Hides aliases from the parser.
///
/// The parser writes out what an alias stands for before anyone can count it, and hashes every key with all that is in it:
/// with aliases of aliases that takes for ever. So each `*` that may begin an alias becomes a character which the text has
/// not; the parser reads a plain scalar, and whoever walks over its nodes tells an alias from a text and puts `*` back.
struct AliasMask: Sendable {
    /// What stands for `*`, as long as it: one Unicode scalar, so that columns stay.
    private let marker: Unicode.Scalar

    /// - Returns: `nil` where the text has every character that could be used.
    init?(_ text: String) {
        let used = Set(text.unicodeScalars.lazy.filter { Self.privateUse.contains($0.value) }.map(\.value))
        guard let free = Self.privateUse.first(where: { !used.contains($0) }), let marker = Unicode.Scalar(free) else {
            return nil
        }
        self.marker = marker
    }

    private static let privateUse: ClosedRange<UInt32> = 0xE000...0xF8FF

    /// The text with every possible alias hidden.
    func mask(_ text: String) -> String {
        var masked = String.UnicodeScalarView()
        var star: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let waiting = star {
                masked.append(Self.isNamePart(scalar) ? marker : waiting)
                star = nil
            }
            if scalar == "*" { star = scalar } else { masked.append(scalar) }
        }
        if let star { masked.append(star) }
        return String(masked)
    }

    /// What the text says where the parser reads `text`.
    func unmask(_ text: String) -> String {
        guard text.unicodeScalars.contains(marker) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar == marker ? "*" : scalar) }
        return String(scalars)
    }

    /// What a plain scalar is.
    enum Reading: Equatable {
        case text(String)
        /// An alias of the anchor of this name.
        case alias(String)
        /// Neither: a plain text cannot begin with `*`.
        case malformed
    }

    /// Reads a plain scalar of the masked text.
    func read(plain text: String) -> Reading {
        guard text.unicodeScalars.first == marker else { return .text(unmask(text)) }
        let name = text.unicodeScalars.dropFirst()
        guard !name.isEmpty, name.allSatisfy(Self.isNamePart) else { return .malformed }
        return .alias(String(String.UnicodeScalarView(name)))
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}

/// When two characters count as the same.
enum CaseRule: Sendable, Hashable {
    /// When they are.
    case exact
    /// When they differ in the case of an ASCII letter only: Java's flag `i`.
    case ascii
    /// When they have the same upper case: JavaScript's flag `i` (ECMA-262, 22.2.2.7.3 Canonicalize, step 3 on).
    case upperCase
    /// When they have the same simple case folding: JavaScript's flags `iu` (Canonicalize, step 2), Java's too.
    case folding

    /// The one character that stands for all that count as the same.
    func canonical(_ code: UInt32) -> UInt32 {
        switch self {
        case .exact:
            return code
        case .ascii:
            return (0x41...0x5A).contains(code) ? code + 32 : code
        case .upperCase:
            if code < 0x80 { return (0x61...0x7A).contains(code) ? code - 32 : code }
            guard code <= 0xFFFF, let upper = Unicode.Scalar(code)?.singleUpperCase, upper <= 0xFFFF else {
                return code
            }
            return upper < 0x80 ? code : upper
        case .folding:
            if code < 0x80 { return (0x41...0x5A).contains(code) ? code + 32 : code }
            switch code {
            // Dotless i, whose upper case is I, folds to itself.
            case 0x131: return code
            // Three pairs fold together that no single-character case mapping joins (CaseFolding.txt, since Unicode 15.1).
            case 0x1FD3: return 0x390
            case 0x1FE3: return 0x3B0
            case 0xFB05: return 0xFB06
            default: break
            }
            guard let scalar = Unicode.Scalar(code) else { return code }
            let upper = scalar.singleUpperCase ?? code
            return Unicode.Scalar(upper)?.singleLowerCase ?? upper
        }
    }

    /// All characters that count as the same as this one, itself included.
    func equivalents(of code: UInt32) -> [UInt32] {
        switch self {
        case .exact:
            return [code]
        case .ascii:
            let lower = self.canonical(code)
            return (0x61...0x7A).contains(lower) ? [lower - 32, lower] : [code]
        case .upperCase:
            return Self.upperCaseClasses[self.canonical(code)] ?? [code]
        case .folding:
            return Self.foldingClasses[self.canonical(code)] ?? [code]
        }
    }

    private static let upperCaseClasses = classes(of: .upperCase)
    private static let foldingClasses = classes(of: .folding)

    /// The classes of more than one character, by the character that stands for them; made when first needed.
    private static func classes(of rule: CaseRule) -> [UInt32: [UInt32]] {
        var classes: [UInt32: [UInt32]] = [:]
        // No character beyond the second plane has cases.
        for code in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(code), scalar.properties.changesWhenCaseMapped else { continue }
            let canonical = rule.canonical(code)
            classes[canonical, default: canonical == code ? [] : [canonical]].append(code)
        }
        return classes.mapValues { Array(Set($0)).sorted() }.filter { $0.value.count > 1 }
    }
}

extension Unicode.Scalar {
    /// The upper case where it is one character.
    fileprivate var singleUpperCase: UInt32? { Self.single(self.properties.uppercaseMapping) }

    /// The lower case where it is one character.
    fileprivate var singleLowerCase: UInt32? { Self.single(self.properties.lowercaseMapping) }

    private static func single(_ text: String) -> UInt32? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, scalars.count == 1 else { return nil }
        return first.value
    }
}

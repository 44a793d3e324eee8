/// What the services allow as names.
enum NameRule {
    /// Why a text cannot be the name of a resource; `nil` where it can.
    static func violation(_ name: String, of type: ResourceType) -> String? {
        switch type {
        case .bucket:
            if looksLikeAddress(name) { return "it looks like an address" }
            return isBucketName(name)
                ? nil
                : "it must have 3 to 63 lower-case letters, digits, dots and hyphens, and begin and end with a letter or a digit"
        case .topic:
            // A FIFO topic's name ends so; whether it is one is asked where its properties are read.
            let stem = name.hasSuffix(".fifo") ? String(name.dropLast(5)) : name
            return violation(stem, 1...256, allowsDots: false)
        case .queue:
            let isFIFO = name.hasSuffix(".fifo")
            let stem = isFIFO ? String(name.dropLast(5)) : name
            return violation(stem, 1...(isFIFO ? 75 : 80), allowsDots: false)
        case .table: return violation(name, 3...255, allowsDots: true)
        case .pipe, .rule: return violation(name, 1...64, allowsDots: true)
        case .eventBus:
            guard name != "default" else { return "the default bus is always there" }
            return violation(name, 1...256, allowsDots: true)
        case .stateMachine: return violation(name, 1...80, allowsDots: false)
        case .function: return violation(name, 1...64, allowsDots: false)
        case .subscription: return nil
        }
    }

    private static func violation(_ name: String, _ length: ClosedRange<Int>, allowsDots: Bool) -> String? {
        let isValid =
            length.contains(name.utf8.count)
            && name.utf8.allSatisfy { isWordByte($0) || (allowsDots && $0 == UInt8(ascii: ".")) }
        let characters =
            allowsDots ? "letters, digits, hyphens, underscores and dots" : "letters, digits, hyphens and underscores"
        return isValid ? nil : "it must have \(length.lowerBound) to \(length.upperBound) \(characters)"
    }

    /// Whether a text can name a resource inside a template.
    static func isLogicalID(_ text: String) -> Bool {
        hasLength(text, 1...255) && text.utf8.allSatisfy(isAlphanumeric)
    }

    private static func isBucketName(_ name: String) -> Bool {
        guard hasLength(name, 3...63), let first = name.utf8.first, let last = name.utf8.last,
            isLowerOrDigit(first), isLowerOrDigit(last)
        else { return false }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty && label.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// Whether it could be an address of IP version 4.
    private static func looksLikeAddress(_ name: String) -> Bool {
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count == 4 && labels.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
    }

    private static func hasLength(_ text: String, _ bounds: ClosedRange<Int>) -> Bool {
        bounds.contains(text.utf8.count)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || isDigit(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

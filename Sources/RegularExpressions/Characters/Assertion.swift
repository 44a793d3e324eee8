/// A condition on the place between two characters, answered by looking at its neighbours.
enum Assertion: Sendable, Hashable {
    /// The start of the text: `^` without the flag `m`, Java's `\A`.
    case start
    /// The end of the text: `$` of JavaScript without the flag `m`, Java's `\z`.
    case end
    /// The start of a line of JavaScript's: `^` with the flag `m`.
    case lineStart
    /// The end of a line of JavaScript's: `$` with the flag `m`.
    case lineEnd
    /// `\b`, or `\B` where negated; with the flags `iu` two more letters belong to words.
    case wordBoundary(isNegated: Bool, isFolded: Bool)
    /// The end of the text or a last line terminator before it: Java's `$` without the flag `m`, and `\Z`.
    case javaEnd(isUnix: Bool)
    /// Java's `^` with the flag `m`: not after the last line terminator, not within `\r\n`, not in an empty text.
    case javaLineStart(isUnix: Bool)
    /// Java's `$` with the flag `m`: not within `\r\n`.
    case javaLineEnd(isUnix: Bool)

    func holds(at place: Int, in text: [UInt16]) -> Bool {
        let before = place > 0 ? text[place - 1] : nil
        let after = place < text.count ? text[place] : nil
        switch self {
        case .start:
            return before == nil
        case .end:
            return after == nil
        case .lineStart:
            return before.map { CodePointRanges.lineTerminators.contains(UInt32($0)) } ?? true
        case .lineEnd:
            return after.map { CodePointRanges.lineTerminators.contains(UInt32($0)) } ?? true
        case .wordBoundary(let isNegated, let isFolded):
            let isBoundary = Self.isWord(before, isFolded: isFolded) != Self.isWord(after, isFolded: isFolded)
            return isBoundary != isNegated
        case .javaEnd(let isUnix):
            guard let after else { return true }
            guard Self.endsLine(after, isUnix: isUnix) else { return false }
            if place + 1 == text.count { return isUnix || after != 0x0A || before != 0x0D }
            return !isUnix && after == 0x0D && text[place + 1] == 0x0A && place + 2 == text.count
        case .javaLineStart(let isUnix):
            guard let after else { return false }
            guard let before else { return true }
            return Self.endsLine(before, isUnix: isUnix) && (isUnix || before != 0x0D || after != 0x0A)
        case .javaLineEnd(let isUnix):
            guard let after else { return true }
            return Self.endsLine(after, isUnix: isUnix) && (isUnix || after != 0x0A || before != 0x0D)
        }
    }

    private static func isWord(_ unit: UInt16?, isFolded: Bool) -> Bool {
        guard let unit else { return false }
        if CodePointRanges.wordCharacters.contains(UInt32(unit)) { return true }
        return isFolded && CodePointRanges.foldedWordCharacters.contains(UInt32(unit))
    }

    private static func endsLine(_ unit: UInt16, isUnix: Bool) -> Bool {
        (isUnix ? CodePointRanges.unixLineTerminators : .javaLineTerminators).contains(UInt32(unit))
    }
}

extension WildcardPattern {
    /// Parses a pattern in which `*` stands for any text, and a backslash escapes `*` and itself.
    ///
    /// `nil` where a backslash escapes something else.
    package init?(parsing text: String) {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "*":
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
            case "\\":
                guard let escaped = scalars.popFirst(), escaped == "*" || escaped == "\\" else { return nil }
                piece.append(escaped)
            default:
                piece.append(scalar)
            }
        }
        self.init(pieces: pieces + [String(piece)])
    }

    /// Whether the whole text fits the pattern.
    ///
    /// Each piece is sought from where the last one ended and never sought again: no pattern makes this go back.
    package func matches(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard let first = pieces.first, rest.starts(with: first.utf8) else { return false }
        rest = rest.dropFirst(first.utf8.count)
        guard pieces.count > 1, let last = pieces.last else { return rest.isEmpty }
        for piece in pieces.dropFirst().dropLast() {
            guard let end = Self.end(of: Array(piece.utf8), in: rest) else { return false }
            rest = rest[end...]
        }
        let ending = Array(last.utf8)
        return rest.count >= ending.count && rest.suffix(ending.count).elementsEqual(ending)
    }

    /// Where the first occurrence of a piece ends.
    ///
    /// Takes time linear in the text and the piece (Knuth, Morris, Pratt).
    private static func end(of piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard !piece.isEmpty else { return text.startIndex }
        var fallbacks = [Int](repeating: 0, count: piece.count)
        var matched = 0
        for index in piece.indices.dropFirst() {
            while matched > 0, piece[index] != piece[matched] { matched = fallbacks[matched - 1] }
            if piece[index] == piece[matched] { matched += 1 }
            fallbacks[index] = matched
        }
        matched = 0
        for index in text.indices {
            while matched > 0, text[index] != piece[matched] { matched = fallbacks[matched - 1] }
            if text[index] == piece[matched] { matched += 1 }
            if matched == piece.count { return index + 1 }
        }
        return nil
    }
}

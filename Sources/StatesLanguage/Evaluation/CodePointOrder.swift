extension String {
    /// Whether a text comes first in the order of code points, which is that of its UTF-8 bytes.
    ///
    /// Swift's own order is that of a normal form of the text, which the language does not know.
    func precedesByCodePoint(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}

/// What has been tried in vain: a bit for each mark of the program, each place of the text, and whether the turn has moved.
///
/// What follows from such a state does not depend on how it was reached, because groups are only written to, never asked (a
/// pattern with back-references is not remembered). Whether the turn has moved belongs to the state: it decides whether the
/// turn may end. One bit is enough for all the repetitions around: an inner turn that ends has moved, so the outer one has too.
///
/// The bits grow with the places that are reached, so that a match near the beginning of a long text costs little.
struct VisitedStates {
    private let marks: Int
    private let base: Int
    private var words: [UInt64] = []

    init(marks: Int, base: Int) {
        self.marks = marks
        self.base = base
    }

    /// The bytes in use.
    var byteCount: Int { self.words.count * 8 }

    /// The bytes that a place takes when it is first reached.
    func byteCount(reaching place: Int) -> Int { ((place - self.base + 1) * self.marks * 2 + 63) / 64 * 8 }

    /// Notes a state; false where it was noted before.
    mutating func insert(mark: Int, place: Int, hasMoved: Bool) -> Bool {
        let bit = ((place - self.base) * self.marks + mark) * 2 + (hasMoved ? 1 : 0)
        let word = bit >> 6
        if word >= self.words.count {
            self.words.append(contentsOf: repeatElement(0, count: word + 1 - self.words.count))
        }
        let mask: UInt64 = 1 << UInt64(bit & 63)
        guard self.words[word] & mask == 0 else { return false }
        self.words[word] |= mask
        return true
    }
}

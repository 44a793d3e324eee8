/// Draws that a seed decides.
struct SeededRandom {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
        // Neighbouring seeds must not give neighbouring places in one sequence.
        state = mixed() ^ (mixed() << 17)
    }

    /// A number below a bound.
    mutating func below(_ bound: Int) -> Int {
        Int(mixed() % UInt64(max(1, bound)))
    }

    private mutating func mixed() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One time in so many.
    mutating func onceIn(_ count: Int) -> Bool { below(count) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// Random numbers that a seed decides (SplitMix64).
struct RandomSource {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x632B_E59B_D9B4_E019
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including a bound.
    mutating func below(_ bound: Int) -> Int {
        Int(self.next() % UInt64(max(1, bound)))
    }

    /// Whether something of a certain chance happens.
    mutating func happens(_ percent: Int) -> Bool {
        self.below(100) < percent
    }

    mutating func one<Element>(of choices: [Element]) -> Element {
        choices[self.below(choices.count)]
    }
}

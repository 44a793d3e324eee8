/// A generator of random draws that a key decides: the same key gives the same draws, always and on every machine.
///
/// A decision that needs chance (an identifier, jitter, `States.MathRandom`) takes it from here, keyed by the seed of the
/// execution and the event that decides, so that deciding again gives the same answer. The generator counts: draw number
/// n is a function of the key and n. It is well mixed and fast, and no secret: do not use it for credentials.
public struct KeyedRandom: RandomNumberGenerator, Sendable, Equatable {
    private let firstKey: UInt64
    private let secondKey: UInt64
    private var draw: UInt64 = 0

    /// A generator at draw number zero.
    ///
    /// - Parameters:
    ///   - seed: The seed of the owner.
    ///   - event: The identifier of the event that is being decided.
    ///   - attempt: The number of the attempt within that event, 0 by default.
    public init(seed: UInt64, event: Int, attempt: Int = 0) {
        // The words are absorbed one after the other, each through a full mix, so that (event 1, attempt 2) and
        // (event 2, attempt 1) have nothing in common.
        var state = KeyedRandom.mix(seed &+ KeyedRandom.increment)
        state = KeyedRandom.mix(state ^ UInt64(truncatingIfNeeded: event) &+ KeyedRandom.increment &* 2)
        state = KeyedRandom.mix(state ^ UInt64(truncatingIfNeeded: attempt) &+ KeyedRandom.increment &* 3)
        self.firstKey = state
        // Not by another step of the increment: the draw of that number would cancel the key out.
        self.secondKey = KeyedRandom.mix(state ^ 0xD6E8_FEB8_6659_FD93)
    }

    /// The next draw: 64 bits, all values equally likely.
    ///
    /// - Returns: The bits.
    public mutating func next() -> UInt64 {
        self.draw &+= 1
        let inner = KeyedRandom.mix(self.firstKey &+ self.draw &* KeyedRandom.increment)
        return KeyedRandom.mix(inner ^ self.secondKey)
    }

    /// A number from 0 up to, not including, 1, made of 53 bits of one draw.
    ///
    /// - Returns: The number.
    public mutating func unitInterval() -> Double {
        Double(self.next() >> 11) * 0x1p-53
    }

    /// A whole number from 0 up to, not including, a bound, each equally likely.
    ///
    /// Unlike `Int.random(in:using:)` of the standard library, whose way of drawing may change with the toolchain, this
    /// gives the same number for ever.
    ///
    /// - Parameter bound: The first number that is too large.
    /// - Returns: The number; 0 where the bound is 0. Takes one draw, seldom more.
    public mutating func integer(below bound: UInt64) -> UInt64 {
        guard bound > 1 else { return 0 }
        // Lemire's method: the few low products that would make some numbers likelier than others are drawn again.
        let threshold = (0 &- bound) % bound
        while true {
            let product = self.next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return product.high }
        }
    }

    /// A random UUID (version 4 of RFC 9562) in lower case, such as `3f2b8c1e-…`, made of two draws.
    ///
    /// - Returns: The 36 characters.
    public mutating func uuid() -> String {
        let high = self.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = self.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var characters: [UInt8] = []
        characters.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { characters.append(UInt8(ascii: "-")) }
            let word = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 15
            characters.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The odd number nearest to 2⁶⁴ divided by the golden ratio, which spreads consecutive counts over all bits.
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The finaliser of SplitMix64 (Stafford's variant 13): every bit of the input changes half the bits of the output.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

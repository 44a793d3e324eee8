import QuickstepPrimitives
import Testing

@Suite struct `The keyed generator` {
    private func draws(_ count: Int, seed: UInt64 = 1, event: Int = 1, attempt: Int = 0) -> [UInt64] {
        var random = KeyedRandom(seed: seed, event: event, attempt: attempt)
        return (0..<count).map { _ in random.next() }
    }

    @Test func `the same key gives the same draws`() {
        #expect(self.draws(100, seed: 7, event: 3, attempt: 2) == self.draws(100, seed: 7, event: 3, attempt: 2))
        #expect(KeyedRandom(seed: 7, event: 3) == KeyedRandom(seed: 7, event: 3, attempt: 0))
    }

    /// Journals outlive the program that wrote them: these draws may never change.
    @Test func `the draws stay what they were when the first journal was written`() {
        var random = KeyedRandom(seed: 42, event: 5, attempt: 1)
        #expect([random.next(), random.next()] == [0xB288_824C_62A6_3422, 0x53AC_0E11_D167_C447])
        #expect(random.uuid() == "bde6492d-e05f-4b3e-ae13-4e081c54fd02")
        #expect(random.unitInterval() == 0.048663998110924256)
        #expect(random.integer(below: 1_000) == 257)
    }

    @Test func `a copy draws on by itself`() {
        var random = KeyedRandom(seed: 1, event: 1)
        _ = random.next()
        var copy = random
        #expect(copy == random)
        #expect(copy.next() == random.next())
        _ = copy.next()
        #expect(copy != random)
    }

    @Test func `keys that differ in any part give streams with no draw in common`() {
        var seen: Set<UInt64> = []
        var count = 0
        for seed: UInt64 in [0, 1, 2, 3, 1 << 63, .max] {
            for event in [0, 1, 2, 3, 25_000, -1, .max, .min] {
                for attempt in [0, 1, 2, 3, 99] {
                    let draws = self.draws(8, seed: seed, event: event, attempt: attempt)
                    seen.formUnion(draws)
                    count += draws.count
                }
            }
        }
        #expect(seen.count == count)
    }

    @Test func `a change of one bit of the key changes half the bits of the draw`() {
        var changed = 0
        for bit in 0..<64 {
            let base = self.draws(1, seed: 0x0123_4567_89AB_CDEF)[0]
            changed += (base ^ self.draws(1, seed: 0x0123_4567_89AB_CDEF ^ (1 << UInt64(bit)))[0]).nonzeroBitCount
        }
        #expect((1_800...2_300).contains(changed), "of 4,096 bits \(changed) changed")
    }

    @Test func `every bit is set in half of the draws`() {
        var counts = [Int](repeating: 0, count: 64)
        // Two ways through the key space: along one stream, and along the first draws of consecutive events.
        let draws = self.draws(4_000) + (0..<4_000).flatMap { self.draws(1, event: $0) }
        for draw in draws {
            for bit in 0..<64 where draw >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
        }
        for (bit, count) in counts.enumerated() {
            #expect((3_750...4_250).contains(count), "bit \(bit) was set in \(count) of 8,000 draws")
        }
    }

    @Test func `the unit interval is filled evenly`() {
        var random = KeyedRandom(seed: 9, event: 9)
        var buckets = [Int](repeating: 0, count: 16)
        for _ in 0..<16_000 {
            let value = random.unitInterval()
            #expect(value >= 0 && value < 1)
            buckets[min(Int(value * 16), 15)] += 1
        }
        #expect(buckets.allSatisfy { (850...1_150).contains($0) }, "\(buckets)")
    }

    @Test func `numbers below a bound are drawn evenly`() {
        var random = KeyedRandom(seed: 3, event: 4)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7_000 { counts[Int(random.integer(below: 7))] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) }, "\(counts)")
        #expect(random.integer(below: 0) == 0)
        #expect(random.integer(below: 1) == 0)
        for _ in 0..<100 { #expect(random.integer(below: .max) < .max) }
    }

    @Test func `identifiers have version 4 and its variant in lower case`() {
        var random = KeyedRandom(seed: 11, event: 2)
        var seen: Set<String> = []
        for _ in 0..<1_000 {
            let text = random.uuid()
            let characters = Array(text)
            #expect(characters.count == 36)
            #expect(characters[14] == "4")
            #expect("89ab".contains(characters[19]))
            for (index, character) in characters.enumerated() {
                let isDash = [8, 13, 18, 23].contains(index)
                #expect(isDash ? character == "-" : "0123456789abcdef".contains(character), "\(text)")
            }
            seen.insert(text)
        }
        #expect(seen.count == 1_000)
    }
}

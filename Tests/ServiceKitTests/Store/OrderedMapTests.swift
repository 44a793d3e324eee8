import QuickstepServiceKit
import Testing

struct OrderedMapTests {
    @Test(arguments: [1, 2, 3])
    func `it agrees with a sorted dictionary over random changes`(seed: UInt64) {
        var random = SeededGenerator(seed)
        var map = OrderedMap<Int>()
        var model: [StoreKey: Int] = [:]
        for step in 0..<6000 {
            let key = StoreKey(bytes: [UInt8(random.next(below: 8)), UInt8(random.next(below: 250))])
            if random.next(below: 3) == 0 {
                map[key] = nil
                model[key] = nil
            } else {
                map[key] = step
                model[key] = step
            }
        }
        #expect(map.count == model.count, "seed \(seed)")
        let bounds = [random.next(below: 2000), random.next(below: 2000)].sorted().map {
            StoreKey(bytes: [UInt8($0 / 250), UInt8($0 % 250)])
        }
        let expected = model.filter { bounds[0] <= $0.key && $0.key < bounds[1] }.sorted { $0.key < $1.key }
        for reversed in [false, true] {
            var found: [(StoreKey, Int)] = []
            map.forEach(in: bounds[0]..<bounds[1], reversed: reversed) { key, value in
                found.append((key, value))
                return true
            }
            let wanted = reversed ? expected.reversed() : expected
            #expect(found.map(\.0) == wanted.map(\.key), "seed \(seed)")
            #expect(found.map(\.1) == wanted.map(\.value), "seed \(seed)")
        }
    }

    @Test func `a walk stops where it is told to`() {
        var map = OrderedMap<Int>()
        for byte in 0..<10 { map[StoreKey(bytes: [UInt8(byte)])] = byte }
        var seen: [Int] = []
        map.forEach(in: StoreKey(bytes: [2])..<StoreKey(bytes: [9])) { _, value in
            seen.append(value)
            return seen.count < 3
        }
        #expect(seen == [2, 3, 4])
    }
}

/// Splitmix64: small, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

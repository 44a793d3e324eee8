import QuickstepJSON
import Testing

@Suite struct JSONRandomTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func `a random value survives printing and parsing`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5 {
            let value = JSONValue.random(using: &generator)
            let bytes = value.compactBytes
            #expect(value.compactByteCount == bytes.count, "seed \(seed)")
            let parsed = try JSONValue.parse(bytes: bytes)
            #expect(parsed == value, "seed \(seed)")
            #expect(parsed.hashValue == value.hashValue, "seed \(seed)")
            #expect(parsed.isEqual(to: value), "seed \(seed)")
            #expect(parsed.compactBytes == bytes, "seed \(seed)")
            #expect(try JSONValue.parse(value.prettyText(indent: 1)) == value, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a mutated document is parsed or refused, and what is parsed prints stably`(seed: UInt64) {
        var generator = SeededGenerator(seed: 1_000_000 + seed)
        let fragments: [[UInt8]] = [
            "\"", "\\", "\\u", "\\ud83d", "{", "}", "[", "]", ",", ":", "e", "-", ".", "0", "\u{0}",
        ].map {
            Array($0.utf8)
        }
        for _ in 0..<500 {
            var bytes = JSONValue.random(using: &generator, levels: 3).compactBytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 1: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: place)
                case 2 where place < bytes.count: bytes.remove(at: place)
                case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                }
            }
            guard let value = try? JSONValue.parse(bytes: bytes) else { continue }
            let printed = value.compactBytes
            #expect(value.compactByteCount == printed.count, "seed \(seed): \(bytes)")
            let again = try? JSONValue.parse(bytes: printed)
            #expect(again == value, "seed \(seed): \(bytes)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every cut of a document is refused with a place inside it`(seed: UInt64) {
        var generator = SeededGenerator(seed: 2_000_000 + seed)
        let bytes = JSONValue.array([.random(using: &generator), .random(using: &generator)]).compactBytes
        for end in 0..<min(bytes.count, 2000) {
            let error = #expect(throws: JSONParseError.self, "seed \(seed), end \(end)") {
                try JSONValue.parse(bytes: bytes[..<end])
            }
            #expect((error?.offset ?? -1) <= end, "seed \(seed), end \(end)")
        }
    }
}

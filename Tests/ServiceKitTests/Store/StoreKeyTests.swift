import QuickstepServiceKit
import Testing

struct StoreKeyTests {
    @Test func `texts and integers sort as the values they stand for`() {
        let base = Owner(kind: .bucket, name: "b").section(1)
        let texts = ["", "\0", "\0a", "a", "a\0", "a\0b", "aa", "b", "ä", "日本"]
        #expect(texts.map { base.text($0) }.sorted() == texts.map { base.text($0) })
        let integers: [Int64] = [.min, -1000, -1, 0, 1, 255, 256, 1_735_689_600_000, .max]
        #expect(integers.map { base.integer($0) }.sorted() == integers.map { base.integer($0) })
    }

    @Test func `a text is never a prefix of another text's key`() {
        let base = Owner(kind: .bucket, name: "b").section(1)
        #expect(!base.text("ab").bytes.starts(with: base.text("a").bytes))
        #expect(!base.text("a\0b").bytes.starts(with: base.text("a").bytes))
    }

    @Test func `what a key was built of can be read back`() {
        let owner = Owner(kind: .execution, scope: Scope(account: "1", region: "r"), name: "m\0:x")
        let key = owner.section(7).integer(-5).text("naïve\0").integer(.max)
        var reader = StoreKeyReader(key)
        #expect(reader.owner() == owner)
        #expect(reader.byte() == 7)
        #expect(reader.integer() == -5)
        #expect(reader.text() == "naïve\0")
        #expect(reader.integer() == .max)
        #expect(reader.byte() == nil)
    }

    @Test func `a damaged key gives nothing rather than something`() {
        var reader = StoreKeyReader(StoreKey(bytes: [0x11, 0x61, 0x00, 0x07]))
        #expect(reader.owner() == nil)
    }

    @Test func `a prefix range holds the keys of the prefix and no others`() {
        let queue = Owner(kind: .queue, name: "q")
        let range = queue.key.prefixRange
        #expect(range.contains(queue.section(1).integer(1)))
        #expect(range.contains(queue.section(255).integer(.max)))
        #expect(!range.contains(Owner(kind: .queue, name: "q2").section(1)))
        #expect(!range.contains(Owner(kind: .topic, name: "q").section(1)))
    }

    @Test func `keys of any length sort byte by byte`() {
        var keys: [[UInt8]] = [[]]
        for count in [1, 7, 8, 9, 15, 16, 17] {
            for last: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                keys.append([UInt8](repeating: 0x80, count: count - 1) + [last])
                keys.append([last] + [UInt8](repeating: 0x80, count: count - 1))
            }
        }
        for left in keys {
            for right in keys {
                #expect((StoreKey(bytes: left) < StoreKey(bytes: right)) == left.lexicographicallyPrecedes(right))
            }
        }
    }

    @Test func `keys are equal, and hash alike, where their bytes are`() {
        let keys = [[], [0], [0, 0], [1], [1, 2, 3], [1, 2, 4], [1, 2, 3, 0]].map { StoreKey(bytes: $0) }
        for left in keys {
            for right in keys {
                #expect((left == right) == (left.bytes == right.bytes))
                #expect(Set([left, StoreKey(bytes: right.bytes)]).count == (left.bytes == right.bytes ? 1 : 2))
            }
        }
    }

    @Test func `a key that grows leaves the key that it grew from as it was`() {
        let section = Owner(kind: .queue, name: "q").section(1)
        let bytes = section.bytes
        let grown = [section.text("a"), section.text("b\0c"), section.integer(7)]
        #expect(section.bytes == bytes)
        #expect(grown.map(\.bytes.count) == [3, 6, 8].map { bytes.count + $0 })
    }
}

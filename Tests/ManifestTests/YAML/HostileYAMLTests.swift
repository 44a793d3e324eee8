import QuickstepJSON
import QuickstepStatesLanguage
import QuickstepTestSupport
import Testing

@testable import QuickstepManifest

@Suite struct HostileYAMLTests {
    /// Nine levels, each an alias nine times: a thousand million nodes.
    private static let laughs = (1...9).reduce("a0: &a0 lol\n") { text, level in
        let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        return text + "a\(level): &a\(level) [\(aliases)]\n"
    }

    @Test func `a billion laughs are refused`() throws {
        let refusal = try #require(failure(of: Self.laughs))
        #expect(refusal.hasSuffix("The text stands for more than 100000 nodes"))
    }

    @Test(
        arguments: [
            "? *a9\n: 1\n", "? [*a9, *a9]\n: 1\n", "*a9 : 1\n", "{*a9, *a9}\n", "? {*a9: 1}\n: 1\n", "[{*a9 : 1}]: 1\n",
        ]
    )
    func `a billion laughs in a key are refused in no time`(key: String) throws {
        let header = Self.laughs.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let refusal = try #require(failure(of: "all:\n\(header)\nkey:\n  \(key.replacing("\n:", with: "\n  :"))"))
        #expect(!refusal.isEmpty)
    }

    @Test func `a long text may not be repeated without end`() throws {
        let text =
            "a: &a \(String(repeating: "x", count: 100_000))\nb: [\(Array(repeating: "*a", count: 100).joined(separator: ","))]"
        let refusal = try #require(failure(of: text))
        #expect(refusal.hasSuffix("The text stands for more than 8388608 bytes"))
    }

    @Test(
        arguments: [
            String(repeating: "[", count: 900),
            String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
            String(repeating: "{a: ", count: 900) + "1" + String(repeating: "}", count: 900),
            String(repeating: "- ", count: 900) + "1",
            String(repeating: "? ", count: 900) + "1",
            String(repeating: "[", count: 500_000),
            String(repeating: "- ", count: 500_000),
            (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        ]
    )
    func `deep nesting is refused on a small stack`(text: String) throws {
        let refusal = try #require(onSmallStack { failure(of: text) })
        #expect(refusal != nil)
    }

    @Test func `nesting within the bound is read on a small stack`() throws {
        let depth = YAMLLimits.depthMax - 1
        let text = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
        let refusal = try #require(onSmallStack { failure(of: text) })
        #expect(refusal == nil)
    }

    @Test func `aliases do not nest deeper than brackets may`() throws {
        let text = (1...600).reduce("a0: &a0 x\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1)]\n" }
        let refusal = try #require(onSmallStack { failure(of: text) })
        #expect(try #require(refusal).contains("may lie in each other"))
    }

    @Test func `a text over the bound is refused unread`() {
        let text = String(repeating: "a", count: YAMLLimits.bytesMax + 1)
        #expect(failure(of: text) == "1:1+1 The text has 1048577 bytes; at most 1048576 are allowed")
    }

    @Test func `a text with every private character is refused`() {
        var text = "a: *b "
        text.unicodeScalars.append(contentsOf: (UInt32(0xE000)...0xF8FF).compactMap { Unicode.Scalar($0) })
        #expect(failure(of: text) == "1:1+1 The text uses every character of Unicode's private use area")
    }

    @Test func `random damage never crashes and never hangs`() {
        let sample = Array(
            """
            a: &x [1, "two\\n", 'three', !Ref four, {five: *x}]
            b: |
              text ${AWS::Region} *star
            c: !Sub "${d}"
            ? e
            : - f
              - {g: h, i: !GetAtt [j, k]}
            """.utf8
        )
        let pieces: [[UInt8]] = [
            [0x2A], [0x26], [0x21], [0x3A], [0x2D, 0x20], [0x0A], [0x7B], [0x5B], [0x7D], [0x5D], [0x22], [0x27],
            [0x25],
            [0x0D], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xEF, 0xBB, 0xBF], [0xFF], [0x00], [0x09], [0x3F, 0x20], [0x7C],
        ]
        for seed in UInt64(1)...3000 {
            var generator = LinearGenerator(state: seed)
            var bytes = sample
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
                if Bool.random(using: &generator) {
                    bytes.replaceSubrange(place..<min(bytes.count, place + 2), with: piece)
                } else {
                    bytes.insert(contentsOf: piece, at: place)
                }
            }
            do throws(DefinitionSource.SyntaxFailure) {
                let document = try YAMLDocument(bytes)
                let isPlaced = places(in: document.value).allSatisfy { document.locate($0, part: .key) != nil }
                #expect(isPlaced, "seed \(seed)")
            } catch {
                #expect(error.range != nil, "seed \(seed)")
            }
        }
    }

    private func places(in value: JSONValue) -> [[JSONPathStep]] {
        switch value {
        case .array(let elements):
            return [[]]
                + elements.enumerated().flatMap { index, element in places(in: element).map { [.index(index)] + $0 } }
        case .object(let object):
            return [[]] + object.flatMap { member in places(in: member.value).map { [.key(member.key)] + $0 } }
        default:
            return [[]]
        }
    }
}

/// A small generator, so that a seed gives the same texts everywhere.
private struct LinearGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

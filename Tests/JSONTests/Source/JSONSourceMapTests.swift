import QuickstepJSON
import Testing

@Suite struct JSONSourceMapTests {
    private static let source = """
        {
          "Comment": "über \\"alles\\"",
          "States": {
            "A": { "Type": "Task", "List": [1, [true, null], {"x": -1.5e3}] },
            "B": {
              "Next": "A"
            }
          },
          "Dup": 1, "Dup": 2
        }
        """

    private static func found(_ path: [JSONPathStep], _ part: JSONSourceMap.Part) -> (String, JSONSourceRange)? {
        let bytes = Array(Self.source.utf8)
        guard let range = JSONSourceMap.locate(path, in: bytes, part: part) else { return nil }
        return (String(decoding: bytes[range.startOffset..<range.endOffset], as: UTF8.self), range)
    }

    static let places: [([JSONPathStep], JSONSourceMap.Part, String, Int, Int)] = [
        ([.key("Comment")], .key, "\"Comment\"", 2, 3), ([.key("Comment")], .value, "\"über \\\"alles\\\"\"", 2, 14),
        ([.key("States"), .key("A"), .key("Type")], .value, "\"Task\"", 4, 20),
        ([.key("States"), .key("A"), .key("List"), .index(0)], .value, "1", 4, 37),
        ([.key("States"), .key("A"), .key("List"), .index(1)], .value, "[true, null]", 4, 40),
        ([.key("States"), .key("A"), .key("List"), .index(1), .index(1)], .value, "null", 4, 47),
        ([.key("States"), .key("A"), .key("List"), .index(1), .index(1)], .key, "null", 4, 47),
        ([.key("States"), .key("A"), .key("List"), .index(2), .key("x")], .value, "-1.5e3", 4, 60),
        ([.key("States"), .key("B"), .key("Next")], .key, "\"Next\"", 6, 7), ([.key("Dup")], .value, "2", 9, 20),
        ([.key("Dup")], .key, "\"Dup\"", 9, 13),
    ]

    @Test(arguments: Self.places)
    func `a value and its key are found`(
        path: [JSONPathStep],
        part: JSONSourceMap.Part,
        text: String,
        line: Int,
        column: Int
    ) throws {
        let (found, range) = try #require(Self.found(path, part))
        #expect(found == text)
        #expect(range.line == line)
        #expect(range.column == column)
        #expect(range.length == text.count)
    }

    @Test func `a value of many lines has the length of its first`() throws {
        let (text, range) = try #require(Self.found([.key("States"), .key("B")], .value))
        #expect(text.hasPrefix("{") && text.hasSuffix("}"))
        #expect(range.line == 5)
        #expect(range.length == 1)
        let whole = try #require(Self.found([], .value))
        #expect(whole.0 == Self.source)
    }

    @Test(
        arguments: [
            [.key("Missing")], [.index(0)], [.key("States"), .index(0)], [.key("Comment"), .key("x")],
            [.key("States"), .key("A"), .key("List"), .index(3)],
            [.key("States"), .key("A"), .key("List"), .index(-1)],
        ] as [[JSONPathStep]]
    )
    func `what is not there is not found`(path: [JSONPathStep]) {
        #expect(Self.found(path, .value) == nil)
        #expect(Self.found(path, .key) == nil)
    }

    @Test(arguments: ["", "{", "{\"a\"", "{\"a\":", "{\"a\":[1,", "[", "\"", "nonsense", "{\"a\":]}", "[]]"])
    func `a text that is no JSON is searched without harm`(text: String) {
        #expect(JSONSourceMap.locate([.key("a"), .index(1)], in: Array(text.utf8), part: .value) == nil)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every value of a random document lies where the map says`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 5_000_000 + seed)
        let document = JSONValue.random(using: &generator)
        let bytes = Array(document.prettyText(indent: 3).utf8)
        var pending: [([JSONPathStep], JSONValue)] = [([], document)]
        while let (path, value) = pending.popLast() {
            let range = try #require(JSONSourceMap.locate(path, in: bytes, part: .value), "seed \(seed): \(path)")
            let found = try JSONValue.parse(bytes: bytes[range.startOffset..<range.endOffset])
            #expect(found == value, "seed \(seed): \(path)")
            for (index, element) in (value.arrayValue ?? []).enumerated() {
                pending.append((path + [.index(index)], element))
            }
            for member in value.objectValue ?? [:] { pending.append((path + [.key(member.key)], member.value)) }
        }
    }
}

import QuickstepJSON
import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct YAMLLocationTests {
    private static let text = """
        # comment
        plain: a plain text  # comment
        'quoted key': "a \\"quoted\\" text"
        über: {flow: [1, 'it''s', {x: y}]}   # comment
        list:
        - first
        -   key: value
            other: !Sub "${A} b"
        -
        block: |
          text
        tag:
          - !GetAtt [Queue, Arn]
          - !Join
            - ','
            - [!Ref A]
        anchor: &name
          in: side
        alias: *name
        folded: begins here
          and ends here
        empty:
        """

    /// What is underlined: the first line of the stretch.
    private func underlined(_ path: [JSONPathStep], _ part: DefinitionSource.Part = .value) throws -> String {
        let document = try YAMLDocument(Array(Self.text.utf8))
        guard let range = document.locate(path, part: part) else { return "nothing" }
        let line = Self.text.split(separator: "\n", omittingEmptySubsequences: false)[range.line - 1]
        #expect(range.startOffset <= range.endOffset)
        return "\(range.line):\(range.column) \(line.dropFirst(range.column - 1).prefix(range.length))"
    }

    @Test(
        arguments: [
            ([.key("plain")], "2:8 a plain text"),
            ([.key("quoted key")], "3:15 \"a \\\"quoted\\\" text\""),
            ([.key("über")], "4:7 {flow: [1, 'it''s', {x: y}]}"),
            ([.key("über"), .key("flow")], "4:14 [1, 'it''s', {x: y}]"),
            ([.key("über"), .key("flow"), .index(1)], "4:18 'it''s'"),
            ([.key("über"), .key("flow"), .index(2), .key("x")], "4:31 y"),
            ([.key("list")], "6:1 -"),
            ([.key("list"), .index(0)], "6:3 first"),
            ([.key("list"), .index(1)], "7:5 key"),
            ([.key("list"), .index(1), .key("other")], "8:12 !Sub \"${A} b\""),
            ([.key("list"), .index(1), .key("other"), .key("Fn::Sub")], "8:12 !Sub \"${A} b\""),
            ([.key("block")], "10:8 |"),
            ([.key("tag"), .index(0)], "13:5 !GetAtt [Queue, Arn]"),
            ([.key("tag"), .index(0), .key("Fn::GetAtt"), .index(1)], "13:21 Arn"),
            ([.key("tag"), .index(1)], "14:5 !Join"),
            ([.key("tag"), .index(1), .key("Fn::Join"), .index(1), .index(0), .key("Ref")], "16:8 !Ref A"),
            ([.key("alias"), .key("in")], "18:7 side"),
            ([.key("folded")], "20:9 begins here"),
            ([], "2:1 plain"),
            ([.key("missing")], "nothing"),
            ([.key("list"), .index(9)], "nothing"),
            ([.key("plain"), .key("x")], "nothing"),
            ([.index(0)], "nothing"),
            ([.key("tag"), .index(0), .key("Ref")], "nothing"),
        ] as [([JSONPathStep], String)]
    )
    func `a value is found where it stands`(path: [JSONPathStep], place: String) throws {
        #expect(try underlined(path) == place)
    }

    @Test(
        arguments: [
            ([.key("quoted key")], "3:1 'quoted key'"),
            ([.key("über"), .key("flow")], "4:8 flow"),
            ([.key("list"), .index(1), .key("other")], "8:5 other"),
            ([.key("list"), .index(1)], "7:5 key"),
            ([.key("empty")], "22:1 empty"),
        ] as [([JSONPathStep], String)]
    )
    func `a key is found where it stands`(path: [JSONPathStep], place: String) throws {
        #expect(try underlined(path, .key) == place)
    }

    @Test func `every value has a place`() throws {
        let document = try YAMLDocument(Array(Self.text.utf8))
        #expect(document.locate([.key("empty")])?.line == 22)
        #expect(document.locate([.key("list"), .index(2)])?.line == 9)
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepStepFunctions

struct RecordParserTests {
    /// All records of a text that comes in pieces of some bytes.
    private static func records(
        _ format: ItemFormat,
        _ text: String,
        pieces: Int,
        from offset: Int = 0,
        headers: [String]? = nil
    ) throws(ItemReaderFailure) -> [JSONValue] {
        var parser = try RecordParser(format, headers: headers, at: offset)
        let bytes = Array(text.utf8)
        var records: [JSONValue] = []
        while true {
            switch try parser.next() {
            case .record(let record): records.append(record)
            case .needsMore: parser.append(Array(bytes[min(parser.end, bytes.count)...].prefix(pieces)))
            case .atEnd: return records
            }
        }
    }

    private static func failure(_ format: ItemFormat, _ text: String) -> String? {
        do throws(ItemReaderFailure) {
            _ = try records(format, text, pieces: 3)
            return nil
        } catch {
            return error.cause
        }
    }

    private static let array = #" [1, "a,]\"", {"b": [2, {"c": "}"}]}, null ,-1.50]  "#

    @Test(arguments: 1...12)
    func `the elements of an array do not depend on where it is cut`(pieces: Int) throws {
        let found = try Self.records(.json(pointer: []), Self.array, pieces: pieces)
        #expect(found == [1, "a,]\"", ["b": [2, ["c": "}"]]], nil, try JSONValue.parse("-1.50")])
    }

    @Test(arguments: 1...12)
    func `a pointer passes over what lies before its array`(pieces: Int) throws {
        let text =
            #"{"x": {"data": [9]}, "long": "\#(String(repeating: "y", count: 40))", "data": {"n": 1, "it/ems": [3, 4]}, "z": 0}"#
        #expect(try Self.records(.json(pointer: ["data", "it/ems"]), text, pieces: pieces) == [3, 4])
    }

    @Test func `a value that is passed over is not held`() throws {
        var parser = try RecordParser(.json(pointer: ["b"]))
        let text = Array((#"{"a": ["# + String(repeating: "1,", count: 100_000) + #"1], "b": [7]}"#).utf8)
        var heldMax = 0
        var found: [JSONValue] = []
        reading: while true {
            switch try parser.next() {
            case .record(let record): found.append(record)
            case .needsMore: parser.append(Array(text[parser.end...].prefix(1000)))
            case .atEnd: break reading
            }
            heldMax = max(heldMax, parser.heldByteCount)
        }
        #expect(found == [7])
        #expect(heldMax <= 2000)
    }

    @Test(arguments: [
        (#"{"Hello": "world"}"#, "Attempting to map over non-iterable node."),
        ("12", "Attempting to map over non-iterable node."),
        ("[1, 2", "The file is not valid JSON: it ends before its array does."),
        ("[1 2]", "The file is not valid JSON."),
    ])
    func `what is no array fails the reader`(text: String, cause: String) {
        #expect(Self.failure(.json(pointer: []), text) == cause)
    }

    @Test(arguments: ["[1][2]", "[1] x", "[1],"])
    func `what follows an array that is the whole file fails the reader`(text: String) {
        #expect(Self.failure(.json(pointer: []), text) != nil)
    }

    @Test func `a pointer that leads nowhere fails the reader`() {
        #expect(Self.failure(.json(pointer: ["a"]), #"{"b": []}"#) == ItemReaderFailure.noSuchPath.cause)
        #expect(Self.failure(.json(pointer: ["a"]), #"{"a": 1}"#) == ItemReaderFailure.noSuchPath.cause)
    }

    @Test(arguments: 1...7)
    func `each line is a value, and blank lines are none`(pieces: Int) throws {
        let text = "{\"a\": 1}\r\n\n   \n[2]\n\"x\""
        #expect(try Self.records(.jsonLines, text, pieces: pieces) == [["a": 1], [2], "x"])
    }

    @Test func `a line that is no value fails the reader`() {
        #expect(Self.failure(.jsonLines, "{\"a\": 1}\nnot\n")?.hasPrefix("The file is not valid JSON") == true)
    }

    @Test(arguments: 1...9)
    func `rows are read as RFC 4180 has them`(pieces: Int) throws {
        let text = "a,b,c\r\n1,\"x, \"\"y\"\"\nz\",3\r\n4\n5,6,7,8\n   \n\n"
        let found = try Self.records(.delimited(DelimitedFormat(headers: nil)), text, pieces: pieces)
        #expect(
            found == [
                ["a": "1", "b": "x, \"y\"\nz", "c": "3"], ["a": "4", "b": "", "c": ""], ["a": "5", "b": "6", "c": "7"],
                ["a": "   ", "b": "", "c": ""],
            ]
        )
    }

    @Test func `names can be given, and another delimiter`() throws {
        let format = DelimitedFormat(headers: ["p", "q"], delimiter: UInt8(ascii: "\t"))
        #expect(try Self.records(.delimited(format), "1\t2\n\u{FEFF}", pieces: 4).first == ["p": "1", "q": "2"])
    }

    @Test func `a byte order mark is no part of the first name`() throws {
        let found = try Self.records(.delimited(DelimitedFormat(headers: nil)), "\u{FEFF}a\n1\n", pieces: 2)
        #expect(found == [["a": "1"]])
    }

    @Test func `repeated names fail the reader`() {
        #expect(
            Self.failure(.delimited(DelimitedFormat(headers: ["H", "H"])), "1,2\n")
                == "CSV headers cannot contain duplicates."
        )
        #expect(
            Self.failure(.delimited(DelimitedFormat(headers: nil)), "H,H\n1,2\n")
                == "CSV headers cannot contain duplicates."
        )
    }

    @Test(arguments: [ItemFormat.json(pointer: []), .jsonLines, .delimited(DelimitedFormat(headers: nil))])
    func `a parser goes on behind any record`(format: ItemFormat) throws {
        let text: String
        switch format {
        case .json: text = #"[1, {"a": 2}, "three", [4]]"#
        case .jsonLines: text = "1\n{\"a\": 2}\n\"three\"\n[4]"
        case .delimited: text = "x\n1\n\"a\n2\"\nthree\n4"
        }
        let all = try Self.records(format, text, pieces: 5)
        #expect(all.count == 4)
        var parser = try RecordParser(format)
        parser.append(Array(text.utf8))
        parser.append([])
        for taken in 1...4 {
            guard case .record = try parser.next() else { return #expect(Bool(false), "no record") }
            let rest = try Self.records(format, text, pieces: 5, from: parser.offset, headers: parser.headers)
            #expect(rest == Array(all[taken...]))
        }
    }

    @Test func `a record that is too large fails the reader`() {
        let text = "[\"" + String(repeating: "x", count: RecordBuffer.recordBytesMax + 10) + "\"]"
        var failure: ItemReaderFailure?
        do throws(ItemReaderFailure) {
            var parser = try RecordParser(.json(pointer: []))
            parser.append(Array(text.utf8.dropLast(3)))
            _ = try parser.next()
        } catch {
            failure = error
        }
        #expect(failure == .tooLarge)
    }
}

struct GzipStreamTests {
    private static func content(_ base64: String, pieces: Int, skipping count: Int = 0) throws -> String {
        let bytes = try #require(Base64.decode(base64))
        var stream = GzipStream(skipping: count)
        var content: [UInt8] = []
        while !stream.isAtEnd {
            let more = try stream.next()
            content += more
            if more.isEmpty, !stream.isAtEnd {
                stream.append(Array(bytes[min(stream.end, bytes.count)...].prefix(pieces)))
            }
        }
        return String(decoding: content, as: UTF8.self)
    }

    private static let rows = (0..<60).map { "bucket\($0 % 3),key-\($0),\($0 * 7)\n" }.joined()
    private static let dynamic =
        "H4sIAAAAAAACA12TO2pDQRAEc52lDTu/3ZnryChSage6vZpnJe1wGgqKffXuv9/Px8/C8/H6Wli3+3XbdRvO5/brdlh+hj8g4CZEwluQQpQgG+mCHOQI0qgtyGCHei2cJYxR9Qhkjk6lAmNKJaaVKtgqxTbMXLnDaRRsmG8FBxahD7j4gktAN05HQOc7VyoYsG0KJqdWkPanFKR9u4K071GQ9rMVHPgK/dqLn1sLCeOkkYTD/V8m7CQ0lGApoalEwVNjiQ0vzSUOJw0mGr41maD90WiS9q3VJO1bs0naj3aTgVgaTiYnLSdZumk5uRGu5eThpOVkI0LLyUGkllOLP5KWU8ZJyylHbC2naH+0nKL90XKK9q3lFO1Hyynaj5ZTjVxaTg3S4vYGx7qhiVkEAAA="

    @Test(arguments: [1, 7, 100, 10_000])
    func `what was packed in any way is unpacked, wherever it is cut`(pieces: Int) throws {
        #expect(try Self.content(Self.dynamic, pieces: pieces) == Self.rows)
        #expect(try Self.content("H4sIAAAAAAACA0vUSeJKhGIALy+bGgwAAAA=", pieces: pieces) == "a,b\na,b\na,b\n")
        #expect(try Self.content("H4sIAAAAAAAEAwEEAPv/YSxiCsUQlyQEAAAA", pieces: pieces) == "a,b\n")
        #expect(try Self.content("H4sICAAAAAAC/3NvbWUtbmFtZS5jc3YAq9Cp5AIASsOwoAQAAAA=", pieces: pieces) == "x,y\n")
    }

    @Test func `one can go on in the middle`() throws {
        #expect(try Self.content(Self.dynamic, pieces: 50, skipping: 500) == String(Self.rows.dropFirst(500)))
    }

    @Test(arguments: ["bm90IGd6aXA=", "H4sIAAAAAAACA0vUSeJKhGIALy+b", "H4sIAAAAAAACA/////8="])
    func `what is damaged or cut short fails, and ends`(base64: String) {
        #expect(throws: ItemReaderFailure.self) { try Self.content(base64, pieces: 4) }
    }
}

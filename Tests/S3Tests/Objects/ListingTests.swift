import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct ListingTests {
    private func runtime(_ keys: [String]) async throws -> ObjectRuntime {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        for key in keys { try await runtime.put(key) }
        return runtime
    }

    private func keys(_ list: JSONObject) -> [String] {
        list["Contents"]?.arrayValue?.compactMap { $0["Key"]?.stringValue } ?? []
    }

    private func prefixes(_ list: JSONObject) -> [String] {
        list["CommonPrefixes"]?.arrayValue?.compactMap { $0["Prefix"]?.stringValue } ?? []
    }

    @Test func `keys come in the order of their bytes`() async throws {
        let runtime = try await runtime(["b", "a/1", "a", "a\0", "é", "z", "\u{10000}", "\u{FFFD}", "B"])
        let list = try await runtime.list()
        #expect(keys(list) == ["B", "a", "a\0", "a/1", "b", "z", "é", "\u{FFFD}", "\u{10000}"])
        #expect(
            list["Contents"]?[0] == [
                "Key": "B", "LastModified": "2025-01-01T00:00:00.123Z", "ETag": "\"9dd4e461268c8034f5c8564e155c67a6\"",
                "Size": 1, "StorageClass": "STANDARD",
            ]
        )
        #expect(list["IsTruncated"] == false)
        #expect(list["Name"] == "photos")
        #expect(list["MaxKeys"] == 1000)
        #expect(list["KeyCount"] == 9)
        #expect(list["NextContinuationToken"] == nil)
    }

    @Test func `an empty bucket lists nothing`() async throws {
        let list = try await runtime([]).list()
        #expect(list["Contents"] == [])
        #expect(list["KeyCount"] == 0)
        #expect(list["CommonPrefixes"] == nil)
    }

    @Test func `a delimiter rolls keys up into folders`() async throws {
        let runtime = try await runtime(["a.txt", "in/1", "in/2", "in/deep/3", "out/4", "z"])
        let top = try await runtime.list(["Delimiter": "/"])
        #expect(keys(top) == ["a.txt", "z"])
        #expect(prefixes(top) == ["in/", "out/"])
        #expect(top["KeyCount"] == 4)
        let inner = try await runtime.list(["Delimiter": "/", "Prefix": "in/"])
        #expect(keys(inner) == ["in/1", "in/2"])
        #expect(prefixes(inner) == ["in/deep/"])
        let word = try await runtime.list(["Delimiter": "eep", "Prefix": "in"])
        #expect(prefixes(word) == ["in/deep"])
    }

    @Test func `pages are bounded and go on where the last one ended`() async throws {
        let runtime = try await runtime(["a", "b/1", "b/2", "c", "d"])
        var token: JSONValue?
        var pages: [[String]] = []
        repeat {
            var parameters: JSONObject = ["MaxKeys": 2, "Delimiter": "/"]
            parameters["ContinuationToken"] = token
            let list = try await runtime.list(parameters)
            pages.append(keys(list) + prefixes(list))
            token = list["NextContinuationToken"]
            #expect(list["IsTruncated"] == .bool(token != nil))
        } while token != nil
        #expect(pages == [["a", "b/"], ["c", "d"]], "A full last page is not followed by an empty one.")
    }

    @Test func `a listing starts behind a key, which need not exist`() async throws {
        let runtime = try await runtime(["a", "b", "b\0", "c"])
        #expect(try await keys(runtime.list(["StartAfter": "b"])) == ["b\0", "c"])
        #expect(try await keys(runtime.list(["StartAfter": "aa"])) == ["b", "b\0", "c"])
        #expect(try await keys(runtime.list(["StartAfter": "a", "Prefix": "c"])) == ["c"])
        #expect(try await keys(runtime.list(["StartAfter": "x"])) == [])
    }

    @Test func `bounds are checked`() async throws {
        let runtime = try await runtime(["a"])
        #expect(try await runtime.list(["MaxKeys": 0])["IsTruncated"] == false)
        #expect(try await runtime.list(["MaxKeys": 5000])["MaxKeys"] == 1000)
        #expect(await runtime.refusal("ListObjectsV2", ["Bucket": "photos", "MaxKeys": -1])?.code == "InvalidArgument")
        for token in ["x", "", "AA==", "CQ=="] {
            let error = await runtime.refusal(
                "ListObjectsV2",
                ["Bucket": "photos", "ContinuationToken": .string(token)]
            )
            #expect(error?.message == "The continuation token provided is incorrect")
        }
    }

    /// The listing as the documentation describes it, by the plainest means.
    private func expected(_ keys: [String], prefix: String, delimiter: String?, after: String?) -> [String] {
        var entries: [String] = []
        let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for key in sorted where key.hasPrefix(prefix) {
            guard after.map({ $0.utf8.lexicographicallyPrecedes(key.utf8) }) ?? true else { continue }
            var entry = key
            if let delimiter, let found = key.dropFirst(prefix.count).firstRange(of: delimiter) {
                entry = String(key[..<found.upperBound])
            }
            if entries.last != entry { entries.append(entry) }
        }
        return entries
    }

    @Test(arguments: 1...40)
    func `a listing by pages of any size is the listing as a whole`(seed: Int) async throws {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        let alphabet = Array("ab/")
        func word(_ length: ClosedRange<Int>) -> String {
            let count = Int.random(in: length, using: &random)
            return String((0..<count).map { _ in alphabet[Int.random(in: 0..<3, using: &random)] })
        }
        let keys = Set((0..<60).map { _ in word(1...6) })
        let runtime = try await runtime(Array(keys))
        for _ in 0..<10 {
            let prefix = word(0...2)
            let delimiter: String? = Bool.random(using: &random) ? word(1...2) : nil
            let after: String? = Bool.random(using: &random) ? word(0...4) : nil
            let pageSize = Int.random(in: 1...9, using: &random)
            var found: [String] = []
            var token: JSONValue?
            repeat {
                var parameters: JSONObject = [
                    "Prefix": .string(prefix), "MaxKeys": .number(JSONNumber(pageSize)),
                ]
                if let delimiter { parameters["Delimiter"] = .string(delimiter) }
                if let after { parameters["StartAfter"] = .string(after) }
                parameters["ContinuationToken"] = token
                let list = try await runtime.list(parameters)
                let page = self.keys(list) + prefixes(list)
                #expect(list["KeyCount"]?.intValue == page.count)
                found += page
                token = list["NextContinuationToken"]
                if token != nil { #expect(page.count == pageSize, "seed \(seed)") }
            } while token != nil
            let order = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let wanted = expected(Array(keys), prefix: prefix, delimiter: delimiter, after: after)
            #expect(
                order == wanted,
                "seed \(seed), prefix \(prefix), delimiter \(delimiter ?? "-"), after \(after ?? "-")"
            )
        }
    }
}

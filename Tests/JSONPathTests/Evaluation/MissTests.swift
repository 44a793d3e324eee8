import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Misses` {
    /// The first two are recorded from the service.
    @Test(arguments: [
        ("$.NoSuchInputPath", "{}", "No results for path: $['NoSuchInputPath']"),
        ("$.no.such.result.path", "{}", "Missing property in path $['no']"),
        ("$.a.b.c.d", #"{"a":{"b":{}}}"#, "Missing property in path $['a']['b']['c']"),
        ("$.a.b", #"{"a":{}}"#, "No results for path: $['a']['b']"),
        ("$['a b']", "{}", "No results for path: $['a b']"),
        ("$.list.count", #"{"list":[1]}"#, "Property ['count'] not found in path $['list']"),
        ("$.a.b.c", #"{"a":"text"}"#, "Property ['b'] not found in path $['a']"),
        ("$.a", "null", "Property ['a'] not found in path $"),
        ("$.a['x','y']", #"{"a":1}"#, "Property ['x','y'] not found in path $['a']"),
    ])
    func `a missing member is named`(path: String, document: String, detail: String) throws {
        let miss = try #require(try miss(path, document))
        #expect(miss == JSONPathMiss(detail: detail, reason: .missingMember))
        #expect("\(miss)" == detail)
    }

    @Test(arguments: [
        ("$.items[5]", "No results for path: $['items'][5]"),
        ("$.items[-3]", "No results for path: $['items'][-3]"),
        ("$.items[5].x.y", "No results for path: $['items'][5]['x']['y']"),
    ])
    func `an index past the end is told apart`(path: String, detail: String) throws {
        #expect(try miss(path, #"{"items":[1,2]}"#) == JSONPathMiss(detail: detail, reason: .indexOutOfRange))
    }

    @Test(arguments: [
        ("$.a[0]", #"{"a":null}"#, "The path $['a'] is null"),
        ("$[0]", #"{"a":1}"#, #"Filter: [0] can only be applied to arrays. Current context is: {"a":1}"#),
        ("$.a[0].b", #"{"a":"t"}"#, #"Filter: [0]['b'] can only be applied to arrays. Current context is: "t""#),
        ("$[1:5]", "{}", "Filter: [1:5] can only be applied to arrays. Current context is: {}"),
        ("$[0,1]", "{}", "Filter: [0,1] can only be applied to arrays. Current context is: {}"),
        ("$[:2].x", "true", "Filter: [:2]['x'] can only be applied to arrays. Current context is: true"),
        ("$.a[?(@.b)]", #"{"a":5}"#, "Filter: [?] can not be applied to primitives. Current context is: 5"),
        ("$.a[0][*]", #"{"a":5}"#, "Filter: [0][*] can only be applied to arrays. Current context is: 5"),
    ])
    func `a step that fits no value of this type is refused`(path: String, document: String, detail: String) throws {
        #expect(try miss(path, document) == JSONPathMiss(detail: detail, reason: .wrongType))
    }
}

import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Compiled paths` {
    @Test(arguments: [
        ("$", JSONPath.Root.input), ("$.a", .input), ("$[0]", .input), ("$['a']", .input),
        ("$$", .context), ("$$.Execution.Input.input-value", .context), ("$$['Map'].Item.Index", .context),
        ("$name", .variable("name")), ("$name.path[0]", .variable("name")), ("$größe_1[0]", .variable("größe_1")),
        ("$变量", .variable("变量")), ("$statesman", .variable("statesman")),
    ])
    func `the root is what follows the first dollar sign`(text: String, root: JSONPath.Root) throws {
        let path = try JSONPath(text)
        #expect(path.root == root)
        #expect(path.text == text)
        #expect("\(path)" == text)
    }

    @Test func `the steps after a root are the same for all roots`() throws {
        let steps = try JSONPath("$.a[0]").steps
        #expect(steps == [.child("a"), .index(0)])
        #expect(try JSONPath("$$.a[0]").steps == steps)
        #expect(try JSONPath("$v.a[0]").steps == steps)
        #expect(try JSONPath("$['a'][ 0 ]").steps == steps)
    }

    @Test func `the whole path equals the one that is read`() throws {
        #expect(try JSONPath("$") == .whole)
        #expect(JSONPath.whole.steps.isEmpty)
        #expect(JSONPath.whole.isDefinite)
        #expect(JSONPath.whole.isReference)
        #expect(try JSONPath("$") != JSONPath("$$"))
        #expect(try Set([JSONPath("$.a"), JSONPath("$.a"), JSONPath("$.b")]).count == 2)
    }

    @Test(arguments: [
        ("$.a.b[0]['c']", true, true), ("$", true, true), ("$v.a", true, true), ("$.a[-1]", true, true),
        ("$.a\\.b", true, true), ("$.a[*]", false, false), ("$.*", false, false), ("$..a", false, false),
        ("$[1:2]", false, false), ("$[0,1]", false, false), ("$['a','b']", true, false),
        ("$['a','b'].c", false, false), ("$[?(@.a)]", false, false), ("$.a.length()", true, false),
    ])
    func `definite paths and reference paths are known`(text: String, isDefinite: Bool, isReference: Bool) throws {
        let path = try JSONPath(text)
        #expect(path.isDefinite == isDefinite)
        #expect(path.isReference == isReference)
    }

    @Test(arguments: ["$states", "$states.input", "$states[0]"])
    func `the reserved name is no variable`(text: String) {
        #expect(throws: JSONPathError.self) { try JSONPath(text) }
    }
}

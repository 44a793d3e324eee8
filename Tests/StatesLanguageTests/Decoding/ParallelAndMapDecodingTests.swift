import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ParallelAndMapDecodingTests {
    private let processor = #"{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#

    private func map(_ fields: String) -> String {
        #"{"Type":"Map","Next":"T",\#(fields)}"#
    }

    private func decodeMap(_ fields: String) throws -> MapState? {
        guard case .map(let map)? = try decodeState(map(fields))?.kind else { return nil }
        return map
    }

    @Test func `the states of branches are in the one table`() throws {
        let machine = try decode(
            machineText(
                state: #"""
                    {"Type":"Parallel","Next":"T","Branches":[
                        {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}},
                        {"Comment":"c","StartAt":"C","States":{"C":{"Type":"Fail"}}}]}
                    """#
            )
        )
        #expect(Set(machine.states.keys) == ["S", "T", "A", "B", "C"])
        guard case .parallel(let parallel)? = machine.states["S"]?.kind else {
            Issue.record("The state is no Parallel state.")
            return
        }
        #expect(parallel.branches.map(\.startAt) == ["A", "C"])
        #expect(parallel.branches.map(\.stateNames) == [["A", "B"], ["C"]])
    }

    @Test func `a Parallel state has branches`() {
        #expect(
            problems(ofState: #"{"Type":"Parallel","Branches":[],"Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/S/Branches"
            ]
        )
        #expect(
            problems(ofState: #"{"Type":"Parallel","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: These fields are required: [Branches] at /States/S"
            ]
        )
    }

    @Test func `a branch has no query language of its own`() {
        let branch = #"{"QueryLanguage":"JSONPath","StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#
        #expect(
            problems(ofState: #"{"Type":"Parallel","Branches":[\#(branch)],"Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/S/Branches[0]"
            ]
        )
    }

    @Test func `a Map state has defaults`() throws {
        let map = try #require(try decodeMap(#""ItemProcessor":\#(processor)"#))
        #expect(map.itemsPath == .whole)
        #expect(map.itemSelector == nil)
        #expect(map.maxConcurrency == .constant(0))
        #expect(map.processor == StateScope(startAt: "I", stateNames: ["I"]))
        #expect(map.resultPath == .replace)
    }

    @Test func `the deprecated names mean the same`() throws {
        let old = try decodeMap(#""Iterator":\#(processor),"Parameters":{"a.$":"$"},"MaxConcurrency":2"#)
        let new = try decodeMap(#""ItemProcessor":\#(processor),"ItemSelector":{"a.$":"$"},"MaxConcurrency":2"#)
        #expect(old == new)
    }

    @Test(arguments: [("ItemProcessor", "Iterator"), ("ItemSelector", "Parameters")])
    func `old and new names are not mixed`(new: String, old: String) {
        let value = new == "ItemProcessor" ? processor : "{}"
        let inner = new == "ItemProcessor" ? "" : #","ItemProcessor":\#(processor)"#
        #expect(
            problems(ofState: map(#""\#(new)":\#(value),"\#(old)":\#(value)\#(inner)"#)).contains(
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [\(new), \(old)] "
                    + "at /States/S"
            )
        )
    }

    @Test func `items may come from the context object`() throws {
        let map = try decodeMap(#""ItemProcessor":\#(processor),"ItemsPath":"$$.Execution.Input.a""#)
        #expect(try map?.itemsPath == JSONPath("$$.Execution.Input.a"))
    }

    @Test func `the inline mode can be named`() throws {
        let named =
            #"{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#
        #expect(try decodeMap(#""ItemProcessor":\#(named)"#) == decodeMap(#""ItemProcessor":\#(processor)"#))
    }

    @Test func `concurrency is given once`() throws {
        #expect(
            problems(ofState: map(#""ItemProcessor":\#(processor),"MaxConcurrency":1,"MaxConcurrencyPath":"$.a""#))
                .count == 1
        )
        let map = try decodeMap(#""ItemProcessor":\#(processor),"MaxConcurrencyPath":"$.a""#)
        #expect(try map?.maxConcurrency == .path(JSONPath("$.a")))
    }
}

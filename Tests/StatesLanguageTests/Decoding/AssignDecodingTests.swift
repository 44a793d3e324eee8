import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct AssignDecodingTests {
    private func pass(_ assign: String) -> String {
        #"{"Type":"Pass","Assign":\#(assign),"Next":"T"}"#
    }

    @Test func `variables are assigned from templates`() throws {
        let state = try decodeState(pass(#"{"a":1,"b":{"c":"d"}}"#))
        #expect(state?.assign == .literal(["a": 1, "b": ["c": "d"]]))
    }

    @Test(arguments: ["x.y", "x[2]", "1x", "", "states", "a b", "-x"])
    func `a name that is no name is refused`(name: String) {
        let found = errors(in: machineText(state: pass(#"{"\#(name)":1}"#)))
        #expect(found.map(\.location) == ["/States/S/Assign/\(name)"])
        #expect(found.first?.message.hasPrefix("Invalid variable name '\(name)'") == true)
    }

    @Test(arguments: ["x", "états", "名前", "a_1", "x.$"])
    func `letters of any language make a name`(name: String) {
        #expect(errors(in: machineText(state: pass(#"{"\#(name)":"$.a"}"#))).isEmpty)
    }

    @Test func `a name has at most 80 characters`() {
        #expect(errors(in: machineText(state: pass(#"{"\#(String(repeating: "a", count: 80))":1}"#))).isEmpty)
        #expect(errors(in: machineText(state: pass(#"{"\#(String(repeating: "a", count: 81))":1}"#))).count == 1)
    }

    @Test func `an inner level cannot assign what an outer one assigns`() {
        let branch = #"{"StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"x":2},"End":true}}}"#
        let parallel = #"{"Type":"Parallel","Branches":[\#(branch)],"Assign":{"x":1},"Next":"T"}"#
        #expect(
            errors(in: machineText(state: parallel)).map(\.location) == ["/States/S/Branches[0]/States/I/Assign/x"]
        )
    }

    @Test func `a branch may assign what the catcher of its state assigns`() {
        let branch = #"{"StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"x":2},"End":true}}}"#
        let catcher = #"{"ErrorEquals":["States.ALL"],"Assign":{"x":1},"Next":"T"}"#
        let parallel = #"{"Type":"Parallel","Branches":[\#(branch)],"Catch":[\#(catcher)],"Next":"T"}"#
        #expect(errors(in: machineText(state: parallel)).isEmpty)
    }

    @Test func `sibling levels share names`() {
        let branches = ["I", "J"].map { name in
            #"{"StartAt":"\#(name)","States":{"\#(name)":{"Type":"Pass","Assign":{"x":2},"End":true}}}"#
        }
        let parallel = #"{"Type":"Parallel","Branches":[\#(branches.joined(separator: ","))],"Next":"T"}"#
        #expect(errors(in: machineText(state: parallel)).isEmpty)
    }
}

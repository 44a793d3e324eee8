import Testing

@testable import QuickstepStatesLanguage

@Suite struct ScopeDecodingTests {
    @Test(arguments: [
        (#"{"Type":"Pass","Next":"X"}"#, "/States/S/Next"),
        (
            #"{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"X"}],"Default":"T"}"#,
            "/States/S/Choices[0]/Next"
        ),
        (
            #"{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"T"}],"Default":"X"}"#,
            "/States/S/Default"
        ),
        (
            #"{"Type":"Task","Resource":"f","Next":"T","Catch":[{"ErrorEquals":["E"],"Next":"X"}]}"#,
            "/States/S/Catch[0]/Next"
        ),
    ])
    func `a transition to nowhere is refused at its place`(state: String, location: String) {
        #expect(
            problems(ofState: state).contains("MISSING_TRANSITION_TARGET: Missing 'Next' target: X at \(location)")
        )
    }

    @Test func `StartAt must name a state of its level`() {
        let found = errors(in: #"{"StartAt":"a","States":{"A":{"Type":"Succeed"}}}"#)
        #expect(found.map(\.serviceText) == ["MISSING_TRANSITION_TARGET: Missing 'Next' target: a at /StartAt"])
        #expect(found.first?.hint == "Did you mean 'A'?")
    }

    @Test func `a transition cannot leave its level`() throws {
        let found = errors(
            in: machineText(
                state: #"""
                    {"Type":"Parallel","Next":"T","Branches":[
                        {"StartAt":"I","States":{"I":{"Type":"Pass","Next":"T"},"J":{"Type":"Succeed"}}}]}
                    """#
            )
        )
        let error = try #require(found.first)
        #expect(error.location == "/States/S/Branches[0]/States/I/Next")
        #expect(error.hint?.contains("another level, at /States/T") == true)
    }

    @Test func `a level without an end is refused`() {
        let found = errors(
            in: #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}"#
        )
        #expect(found.map(\.serviceText) == ["MISSING_END_STATE: Workflow has no terminal state at null"])
    }

    @Test func `an inner level needs its own end`() {
        let found = problems(
            ofState: #"""
                {"Type":"Map","Next":"T","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Next":"I"}}}}
                """#
        )
        #expect(found == ["MISSING_END_STATE: Workflow has no terminal state at null"])
    }

    @Test func `a state that cannot be reached is refused`() {
        let text = #"{"StartAt":"A","States":{"A":{"Type":"Succeed"},"B":{"Type":"Succeed"}}}"#
        let found = errors(in: text)
        #expect(found.map(\.serviceText) == [#"MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B"#])
    }

    @Test func `a machine that was accepted once runs in spite of a state that cannot be reached`() throws {
        let text = #"{"StartAt":"A","States":{"A":{"Type":"Succeed"},"B":{"Type":"Succeed"}}}"#
        #expect(try StateMachine.decodeAccepted(DefinitionSource(json: text)).states.count == 2)
    }

    @Test func `a state that is wrong makes no others unreachable`() {
        let text = #"{"StartAt":"A","States":{"A":{"Type":"Nonsense","Next":"B"},"B":{"Type":"Succeed"}}}"#
        #expect(errors(in: text).map(\.location) == ["/States/A/Type"])
    }

    @Test func `names are unique in the whole machine`() {
        let found = problems(
            ofState: #"{"Type":"Parallel","Next":"T","Branches":[{"StartAt":"T","States":{"T":{"Type":"Succeed"}}}]}"#
        )
        #expect(found == ["DUPLICATE_STATE_NAME: Duplicate State name: T at /States/S/Branches[0]/States/T"])
    }

    @Test(arguments: [(80, true), (81, false)])
    func `a name has at most 80 characters`(length: Int, isValid: Bool) {
        let name = String(repeating: "é", count: length)
        let found = errors(in: #"{"StartAt":"\#(name)","States":{"\#(name)":{"Type":"Succeed"}}}"#)
        #expect(found.map(\.code) == (isValid ? [] : [DiagnosticCode.invalidStateName]))
    }

    @Test func `an empty name is refused`() {
        let found = errors(in: #"{"StartAt":"","States":{"":{"Type":"Succeed"}}}"#)
        #expect(found.map(\.code) == [DiagnosticCode.invalidStateName])
    }

    @Test func `states keep the order of the source`() throws {
        let machine = try decode(
            #"{"StartAt":"C","States":{"C":{"Type":"Pass","Next":"A"},"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Fail"}}}"#
        )
        #expect(machine.root.stateNames == ["C", "A", "B"])
    }

    @Test func `levels are nested only so deep`() {
        var text = #"{"StartAt":"L0","States":{"L0":{"Type":"Succeed"}}}"#
        for level in 1...40 {
            text =
                #"{"StartAt":"L\#(level)","States":{"L\#(level)":{"Type":"Parallel","End":true,"Branches":[\#(text)]}}}"#
        }
        #expect(errors(in: text).map(\.code).contains(DiagnosticCode.tooDeeplyNested))
    }
}

import Testing

@testable import QuickstepStatesLanguage

@Suite struct UndefinedVariableTests {
    /// The places at which a variable is warned of.
    private func places(_ states: String, startAt: String = "A") -> [String] {
        warnings(in: #"{"StartAt":"\#(startAt)","States":{\#(states)}}"#)
            .filter { $0.code == DiagnosticCode.undefinedVariable }.compactMap(\.location)
    }

    private let reading = #""B":{"Type":"Pass","Parameters":{"x.$":"$v.a"},"End":true}"#

    @Test func `a variable that nothing assigns is warned of where it is read`() {
        #expect(places(#""A":{"Type":"Pass","Next":"B"},\#(reading)"#) == ["/States/B/Parameters/x.$"])
    }

    @Test func `a variable assigned before is not`() {
        #expect(places(#""A":{"Type":"Pass","Assign":{"v":{"a":1}},"Next":"B"},\#(reading)"#).isEmpty)
    }

    @Test func `what a state assigns it cannot read itself`() {
        let state = #""A":{"Type":"Pass","Assign":{"v":1,"w.$":"$v"},"End":true}"#
        #expect(places(state) == ["/States/A/Assign/w.$"])
    }

    @Test func `a variable assigned later, on a way that comes back, is not`() {
        let states = #"""
            "A":{"Type":"Choice","Choices":[{"Variable":"$v","IsPresent":true,"Next":"B"}],"Default":"C"},
            "C":{"Type":"Pass","Assign":{"v":1},"Next":"A"},\#(reading)
            """#
        #expect(places(states).isEmpty)
    }

    @Test func `a catcher and a rule assign on their own ways only`() {
        let states = #"""
            "A":{"Type":"Task","Resource":"f","Next":"B",
                "Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"v":1},"Next":"C"}]},
            "C":{"Type":"Pass","OutputPath":"$v","End":true},\#(reading)
            """#
        #expect(places(states) == ["/States/B/Parameters/x.$"])
        let rules = #"""
            "A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Assign":{"v":1},"Next":"B"}],"Default":"C"},
            "C":{"Type":"Pass","OutputPath":"$v","End":true},\#(reading)
            """#
        #expect(places(rules) == ["/States/C/OutputPath"])
    }

    @Test func `inner levels read what outer ones assigned, and keep what they assign`() {
        let inner = #"{"StartAt":"I","States":{"I":{"Type":"Pass","InputPath":"$v","Assign":{"w":1},"End":true}}}"#
        let map = #""M":{"Type":"Map","ItemProcessor":\#(inner),"Next":"R"}"#
        let last = #""R":{"Type":"Pass","OutputPath":"$w","End":true}"#
        #expect(
            places(#""A":{"Type":"Pass","Assign":{"v":1},"Next":"M"},\#(map),\#(last)"#) == ["/States/R/OutputPath"]
        )
        #expect(
            places("\(map),\(last)", startAt: "M")
                == ["/States/M/ItemProcessor/States/I/InputPath", "/States/R/OutputPath"]
        )
    }

    @Test(arguments: [
        #""A":{"Type":"Wait","SecondsPath":"$v","End":true}"#,
        #""A":{"Type":"Fail","ErrorPath":"$v"}"#,
        #""A":{"Type":"Fail","CausePath":"States.Format('{}', $v)"}"#,
        #""A":{"Type":"Task","Resource":"f","TimeoutSecondsPath":"$v","End":true}"#,
        #""A":{"Type":"Pass","Parameters":{"a":[{"b.$":"States.Array(States.ArrayLength($v))"}]},"End":true}"#,
        #""A":{"Type":"Map","MaxConcurrencyPath":"$v","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}"#,
        #""A":{"Type":"Map","ToleratedFailurePercentagePath":"$v","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}"#,
    ])
    func `every place that holds a path is looked at`(state: String) {
        #expect(places(state).count == 1)
    }

    @Test func `a longer name is another variable`() {
        let states = #"""
            "A":{"Type":"Pass","Assign":{"vw":1},"Next":"B"},
            "B":{"Type":"Pass","Parameters":{"y.$":"$vw","x.$":"$v"},"End":true}
            """#
        #expect(places(states) == ["/States/B/Parameters/x.$"])
    }

    @Test func `a definition of very many states and variables is not followed`() {
        let assign = (0..<400).map { #""v\#($0)":1"# }.joined(separator: ",")
        let states = (0..<300).map { number in
            #""S\#(number)":{"Type":"Pass","InputPath":"$u","Assign":{\#(assign)},"Next":"S\#(number + 1)"}"#
        }
        #expect(places(states.joined(separator: ",") + #","S300":{"Type":"Succeed"}"#, startAt: "S0").isEmpty)
    }
}

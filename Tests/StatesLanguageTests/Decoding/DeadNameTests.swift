import Testing

@testable import QuickstepStatesLanguage

/// Names in `ErrorEquals` that no error reaches.
@Suite struct DeadNameTests {
    private func found(catch catchers: [String], fields: String = "") -> [String] {
        let entries = catchers.map { #"{"ErrorEquals":[\#($0)],"Next":"T"}"# }.joined(separator: ",")
        let state = #"{"Type":"Task","Resource":"f"\#(fields),"Catch":[\#(entries)],"Next":"T"}"#
        let found = warnings(in: machineText(state: state))
        #expect(found.allSatisfy { $0.code == DiagnosticCode.catchNeverMatches })
        return found.compactMap(\.location)
    }

    @Test(arguments: [
        [#""A""#, #""B""#, #""States.ALL""#],
        [#""States.TaskFailed""#, #""States.Timeout""#],
        [#""A""#, #""States.TaskFailed""#],
        [#""States.DataLimitExceeded","States.Permissions""#, #""States.Http.Socket""#],
    ])
    func `names that each match something are left alone`(catchers: [String]) {
        #expect(found(catch: catchers).isEmpty)
    }

    @Test(arguments: [
        ([#""States.Runtime""#], "/States/S/Catch[0]/ErrorEquals[0]"),
        ([#""A","States.NoChoiceMatched""#], "/States/S/Catch[0]/ErrorEquals[1]"),
        ([#""A""#, #""B","A""#], "/States/S/Catch[1]/ErrorEquals[1]"),
        ([#""States.TaskFailed""#, #""Mine""#], "/States/S/Catch[1]/ErrorEquals[0]"),
        ([#""States.Timout""#], "/States/S/Catch[0]/ErrorEquals[0]"),
        ([#""States.HeartbeatTimeout""#], "/States/S/Catch[0]/ErrorEquals[0]"),
    ])
    func `a name that never matches is warned of`(catchers: [String], place: String) {
        #expect(found(catch: catchers) == [place])
    }

    @Test func `a missing heartbeat is caught where there is one, and once`() {
        let fields = #","HeartbeatSeconds":5"#
        #expect(found(catch: [#""States.HeartbeatTimeout""#, #""States.Timeout""#], fields: fields).isEmpty)
        #expect(
            found(catch: [#""States.Timeout""#, #""States.HeartbeatTimeout""#], fields: fields)
                == ["/States/S/Catch[1]/ErrorEquals[0]"]
        )
    }

    @Test func `a later retrier of the same name is warned of`() {
        let retry = #"[{"ErrorEquals":["A"]},{"ErrorEquals":["A"],"MaxAttempts":9}]"#
        let found = warnings(in: machineText(state: #"{"Type":"Task","Resource":"f","Retry":\#(retry),"Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.retryNeverMatches])
        #expect(found.map(\.location) == ["/States/S/Retry[1]/ErrorEquals[0]"])
    }

    @Test func `a misspelt name has a suggestion`() {
        let retry = #"[{"ErrorEquals":["States.TaskFaild"]}]"#
        let found = warnings(in: machineText(state: #"{"Type":"Task","Resource":"f","Retry":\#(retry),"Next":"T"}"#))
        #expect(found.map(\.hint) == ["Did you mean 'States.TaskFailed'?"])
    }

    @Test func `a branch may raise what a task cannot`() {
        let branch = #"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Mine"}}}"#
        let catchers = #"[{"ErrorEquals":["States.TaskFailed"],"Next":"T"},{"ErrorEquals":["Mine"],"Next":"T"}]"#
        let state = #"{"Type":"Parallel","Branches":[\#(branch)],"Catch":\#(catchers),"Next":"T"}"#
        #expect(warnings(in: machineText(state: state)).isEmpty)
    }
}

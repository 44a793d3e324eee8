import Testing

@testable import QuickstepStatesLanguage

@Suite struct ErrorMatchingTests {
    @Test(arguments: [
        ("E", "E", ErrorOrigin.task, true), ("E", "e", .task, false), ("E", "E2", .task, false),
        ("States.ALL", "E", .task, true), ("States.ALL", "States.Timeout", .task, true),
        ("States.ALL", "States.IntrinsicFailure", .state, true), ("States.ALL", "States.Runtime", .state, false),
        ("States.Runtime", "States.Runtime", .state, false), ("States.ALL", "States.DataLimitExceeded", .state, false),
        ("States.ALL", "States.DataLimitExceeded", .task, true),
        ("States.DataLimitExceeded", "States.DataLimitExceeded", .state, true),
        ("States.TaskFailed", "E", .task, true), ("States.TaskFailed", "Lambda.Unknown", .task, true),
        ("States.TaskFailed", "States.Timeout", .task, false), ("States.TaskFailed", "E", .state, false),
        ("States.TaskFailed", "States.TaskFailed", .state, true),
        ("States.TaskFailed", "States.IntrinsicFailure", .state, false),
        ("States.TaskFailed", "States.Runtime", .task, false),
        ("States.TaskFailed", "States.DataLimitExceeded", .task, false),
        ("States.Timeout", "States.Timeout", .task, true), ("States.Timeout", "States.Timeout", .heartbeat, true),
        ("States.HeartbeatTimeout", "States.Timeout", .heartbeat, true),
        ("States.HeartbeatTimeout", "States.Timeout", .task, false),
    ])
    func `names match errors`(name: String, error: String, origin: ErrorOrigin, matches: Bool) {
        #expect(Retrier(errorEquals: ["Other", name]).matches(error, origin: origin) == matches)
        #expect(Catcher(errorEquals: [name], next: "T").matches(error, origin: origin) == matches)
    }
}

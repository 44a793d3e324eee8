import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

/// A test of the state `S` of a machine, driven by hand.
private final class Bench {
    private var test: StateTest

    /// `fields` are the state's, as the text between its braces.
    init(
        _ fields: String,
        input: JSONValue = [:],
        variables: JSONObject = [:],
        context: JSONValue = [:],
        retryCount: Int = 0,
        failedIterations: Int = 0,
        readItems: JSONValue? = nil
    ) throws {
        let text = #"{"StartAt":"S","States":{"S":{\#(fields)},"T":{"Type":"Succeed"},"U":{"Type":"Succeed"}}}"#
        var options = DecodingOptions()
        options.callsNothing = true
        options.allowsUnreachableStates = true
        let machine = try StateMachine.decode(DefinitionSource(json: text), options: options)
        test = try StateTest(
            of: "S",
            in: CompiledDefinition(machine),
            under: StateTestConditions(
                input: input,
                variables: variables,
                context: context,
                enteredAt: Timestamp(milliseconds: 1_000),
                seed: 7,
                retryCount: retryCount,
                failedIterations: failedIterations,
                readItems: readItems
            )
        )
    }

    /// What came of a state whose work is done at once.
    func outcome() -> StateTestOutcome? {
        guard case .ended(let outcome) = test.begin() else { return nil }
        return outcome
    }

    func begin() -> StateTest.Progress { test.begin() }

    func wake() -> StateTestOutcome { test.wake() }

    func succeed(with result: JSONValue) -> StateTestOutcome { test.succeed(with: result) }

    func fail(error: String?, cause: String?, origin: ErrorOrigin) -> StateTestOutcome {
        test.fail(error: error, cause: cause, origin: origin)
    }
}

extension StateTestOutcome {
    fileprivate var marks: [StateTrace.Mark: JSONValue] {
        var marks: [StateTrace.Mark: JSONValue] = [:]
        for mark in StateTrace.Mark.allCases { marks[mark] = trace[mark] }
        return marks
    }
}

struct StateTestTests {
    // MARK: States without work of their own

    @Test func `a Pass shows every step of its data`() throws {
        let bench = try Bench(
            #""Type":"Pass","InputPath":"$.in","Parameters":{"v.$":"$.x"},"ResultPath":"$.out","OutputPath":"$.out","Next":"T""#,
            input: ["in": ["x": 1]]
        )
        let outcome = try #require(bench.outcome())
        #expect(outcome.status == .succeeded)
        #expect(outcome.output == ["v": 1])
        #expect(outcome.nextState == "T")
        #expect(
            outcome.marks == [
                .afterInputPath: ["x": 1],
                .afterParameters: ["v": 1],
                .afterResultSelector: ["v": 1],
                .afterResultPath: ["in": ["x": 1], "out": ["v": 1]],
            ]
        )
    }

    @Test func `a Pass with a Result looks at neither InputPath nor Parameters`() throws {
        let bench = try Bench(
            #""Type":"Pass","InputPath":"$.none","Parameters":{"v.$":"$.none"},"Result":5,"ResultPath":"$.r","End":true"#,
            input: ["a": 1]
        )
        let outcome = try #require(bench.outcome())
        #expect(outcome.output == ["a": 1, "r": 5])
        #expect(outcome.nextState == nil)
        #expect(outcome.marks == [.result: 5, .afterResultSelector: 5, .afterResultPath: ["a": 1, "r": 5]])
    }

    @Test func `a Choice leads where its rule says`() throws {
        let fields = #""Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"T"}],"Default":"U""#
        let first = try Bench(fields, input: ["n": 1])
        #expect(first.outcome()?.nextState == "T")
        let second = try Bench(fields, input: ["n": 2])
        let outcome = try #require(second.outcome())
        #expect(outcome.nextState == "U")
        #expect(outcome.marks == [.afterInputPath: ["n": 2]])
    }

    @Test func `a Choice without a match fails as it does in an execution`() throws {
        let bench = try Bench(
            #""Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"T"}]"#,
            input: ["n": 2]
        )
        let outcome = try #require(bench.outcome())
        #expect(outcome.status == .failed)
        #expect(outcome.error == "States.Runtime")
        #expect(
            outcome.cause
                == "An error occurred while executing the state 'StateName' (entered at the event id #2). Failed to "
                + "transition out of the state. The state does not point to a next state."
        )
    }

    @Test func `a Fail fails with its error and cause`() throws {
        let bench = try Bench(#""Type":"Fail","ErrorPath":"$.e","Cause":"because""#, input: ["e": "Oops"])
        let outcome = try #require(bench.outcome())
        #expect(outcome.status == .failed)
        #expect(outcome.error == "Oops")
        #expect(outcome.cause == "because")
        #expect(outcome.output == nil)
        #expect(outcome.marks == [.afterInputPath: ["e": "Oops"]])
    }

    @Test func `a Wait says until when, and goes on then`() throws {
        let bench = try Bench(#""Type":"Wait","SecondsPath":"$.s","OutputPath":"$.s","Next":"T""#, input: ["s": 3])
        #expect(bench.begin() == .wait(until: Timestamp(milliseconds: 4_000)))
        let outcome = bench.wake()
        #expect(outcome.status == .succeeded)
        #expect(outcome.output == 3)
        #expect(outcome.nextState == "T")
    }

    @Test func `variables go in and come out`() throws {
        let bench = try Bench(
            #""Type":"Pass","Parameters":{"v.$":"$old"},"Assign":{"new.$":"$.v"},"End":true"#,
            variables: ["old": 1]
        )
        let outcome = try #require(bench.outcome())
        #expect(outcome.output == ["v": 1])
        #expect(outcome.variables == ["new": 1, "old": 1])
    }

    @Test func `the context is the one that was given`() throws {
        let bench = try Bench(
            #""Type":"Pass","InputPath":"$$.Execution.Name","End":true"#,
            context: ["Execution": ["Name": "me"]]
        )
        #expect(bench.outcome()?.output == "me")
    }

    // MARK: Tasks

    private let task =
        #""Type":"Task","Resource":"work","Parameters":{"p.$":"$.a"},"ResultSelector":{"s.$":"$.b"},"ResultPath":"$.r","Next":"T""#

    @Test func `a Task says what it asks for, and shows what became of the answer`() throws {
        let bench = try Bench(task + #","TimeoutSeconds":9"#, input: ["a": 1])
        guard case .task(let state, let parameters, let timeout) = bench.begin() else {
            Issue.record("no task")
            return
        }
        #expect(state.resource == .function("work"))
        #expect(parameters == ["p": 1])
        #expect(timeout == 9)
        let outcome = bench.succeed(with: ["b": 2])
        #expect(outcome.output == ["a": 1, "r": ["s": 2]])
        #expect(outcome.nextState == "T")
        #expect(
            outcome.marks == [
                .afterInputPath: ["a": 1],
                .afterParameters: ["p": 1],
                .result: ["b": 2],
                .afterResultSelector: ["s": 2],
                .afterResultPath: ["a": 1, "r": ["s": 2]],
            ]
        )
    }

    @Test func `a result over the limit is the task's failure`() throws {
        let bench = try Bench(#""Type":"Task","Resource":"work","End":true"#)
        _ = bench.begin()
        let outcome = bench.succeed(with: .string(String(repeating: "x", count: 300_000)))
        #expect(outcome.status == .failed)
        #expect(outcome.error == "States.DataLimitExceeded")
    }

    // MARK: Errors

    private let retried =
        #","Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["B"],"IntervalSeconds":1,"BackoffRate":2.0,"MaxAttempts":5}]"#
    private let caught =
        #","Catch":[{"ErrorEquals":["A"],"Next":"T"},{"ErrorEquals":["States.TaskFailed"],"ResultPath":"$.e","Next":"U"}]"#

    @Test(arguments: [(0, 1), (1, 2), (4, 16)])
    func `a retrier repeats the work after its back-off`(count: Int, seconds: Int) throws {
        let bench = try Bench(#""Type":"Task","Resource":"work","End":true"# + retried, retryCount: count)
        _ = bench.begin()
        let outcome = bench.fail(error: "B", cause: "why", origin: .task)
        #expect(outcome.status == .retriable)
        #expect(outcome.error == "B")
        #expect(outcome.cause == "why")
        #expect(outcome.output == nil)
        #expect(outcome.handling.retryIndex == 1)
        #expect(outcome.handling.retryBackoffSeconds == seconds)
        #expect(outcome.handling.catchIndex == nil)
    }

    @Test func `a retrier whose attempts are used up names itself, and the state has failed`() throws {
        let bench = try Bench(#""Type":"Task","Resource":"work","End":true"# + retried, retryCount: 5)
        _ = bench.begin()
        let outcome = bench.fail(error: "B", cause: nil, origin: .task)
        #expect(outcome.status == .failed)
        #expect(outcome.handling.retryIndex == 1)
        #expect(outcome.handling.retryBackoffSeconds == nil)
    }

    @Test func `a catcher leads on with the error in its place`() throws {
        let bench = try Bench(#""Type":"Task","Resource":"work","End":true"# + caught, input: ["a": 1])
        _ = bench.begin()
        let outcome = bench.fail(error: "C", cause: "why", origin: .task)
        #expect(outcome.status == .caughtError)
        #expect(outcome.error == "C")
        #expect(outcome.cause == "why")
        #expect(outcome.output == ["a": 1, "e": ["Error": "C", "Cause": "why"]])
        #expect(outcome.nextState == "U")
        #expect(outcome.handling.catchIndex == 1)
        #expect(outcome.trace[.afterResultPath] == nil)
    }

    @Test func `nothing catches States-Runtime`() throws {
        let bench = try Bench(
            #""Type":"Task","Resource":"work","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"T"}]"#
        )
        _ = bench.begin()
        #expect(bench.fail(error: "States.Runtime", cause: nil, origin: .task).status == .failed)
    }

    @Test func `an expression that fails before the work ends the test`() throws {
        let bench = try Bench(#""Type":"Task","Resource":"work","InputPath":"$.none","End":true"#)
        let outcome = try #require(bench.outcome())
        #expect(outcome.status == .failed)
        #expect(outcome.error == "States.Runtime")
        #expect(outcome.marks.isEmpty)
    }

    // MARK: Children

    private let processor =
        #""ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#

    @Test func `a Map shows its items and what each iteration would be given`() throws {
        let bench = try Bench(
            #""Type":"Map","ItemsPath":"$.l","ItemSelector":{"v.$":"$$.Map.Item.Value","n.$":"$$.Execution.Name","k.$":"$.k"},"#
                + #""MaxConcurrency":2,"ResultPath":"$.r","End":true,"# + processor,
            input: ["l": [1, 2], "k": true],
            context: ["Execution": ["Name": "me"]]
        )
        #expect(bench.begin() == .children(count: 2))
        let outcome = bench.succeed(with: [3, 4])
        #expect(outcome.output == ["l": [1, 2], "k": true, "r": [3, 4]])
        #expect(
            outcome.marks == [
                .afterInputPath: ["l": [1, 2], "k": true],
                .afterItemsPath: [1, 2],
                .afterItemSelector: [["v": 1, "n": "me", "k": true], ["v": 2, "n": "me", "k": true]],
                .maxConcurrency: 2,
                .afterResultSelector: [3, 4],
                .afterResultPath: ["l": [1, 2], "k": true, "r": [3, 4]],
            ]
        )
    }

    @Test func `inputs of iterations that are too much to show are left out`() throws {
        let large = JSONValue.string(String(repeating: "x", count: 100_000))
        let bench = try Bench(
            #""Type":"Map","ItemsPath":"$.l","ItemSelector":{"v.$":"$.x"},"End":true,"# + processor,
            input: ["l": [1, 2, 3], "x": large]
        )
        #expect(bench.begin() == .children(count: 3))
        #expect(bench.succeed(with: []).trace[.afterItemSelector] == nil)
    }

    private let distributed =
        #""Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"#
        + #""StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#

    @Test(arguments: [
        (#","ToleratedFailureCount":1"#, 1, true), (#","ToleratedFailureCount":1"#, 2, false),
        (#","ToleratedFailureCountPath":"$[0]""#, 4, true), (#","ToleratedFailurePercentage":50"#, 2, true),
        (#","ToleratedFailurePercentage":50"#, 3, false), ("", 4, true),
    ])
    func `more failed iterations than are tolerated fail the Map`(fields: String, failed: Int, goesOn: Bool) throws {
        let bench = try Bench(distributed + fields, input: [4, 4, 4, 4], failedIterations: failed)
        #expect(bench.begin() == .children(count: 4))
        let outcome = bench.succeed(with: [1, 2, 3, 4])
        #expect(outcome.status == (goesOn ? .succeeded : .failed))
        #expect(outcome.error == (goesOn ? nil : "States.ExceedToleratedFailureThreshold"))
        #expect(outcome.cause == (goesOn ? nil : "The specified tolerated failure threshold was exceeded"))
    }

    @Test func `too many failures can be retried and caught by name`() throws {
        let fields =
            #","ToleratedFailureCount":0,"Catch":[{"ErrorEquals":["States.ExceedToleratedFailureThreshold"],"Next":"T"}]"#
        let bench = try Bench(distributed + fields, input: [1], failedIterations: 1)
        _ = bench.begin()
        let outcome = bench.succeed(with: [1])
        #expect(outcome.status == .caughtError)
        #expect(outcome.nextState == "T")
        #expect(outcome.trace[.toleratedFailureCount] == 0)
    }

    @Test func `a tolerance that is no number fails the Map`() throws {
        let bench = try Bench(distributed + #","ToleratedFailureCountPath":"$[0]""#, input: ["x"])
        #expect(bench.outcome()?.error == "States.Runtime")
    }

    @Test func `a reader's items are those that the test brings`() throws {
        let reader =
            #","ItemsPath":"$.none","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","#
            + #""ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"k"}},"ItemSelector":{"v.$":"$$.Map.Item.Value"}"#
        let bench = try Bench(distributed + reader, readItems: [1, 2])
        #expect(bench.begin() == .children(count: 2))
        let outcome = bench.succeed(with: [1, 4])
        #expect(outcome.output == [1, 4])
        #expect(outcome.trace[.afterItemsPath] == nil)
        #expect(outcome.trace[.afterItemSelector] == [["v": 1], ["v": 2]])
        let unread = try Bench(distributed + reader)
        #expect(unread.begin() == .children(count: nil))
        #expect(unread.succeed(with: []).status == .succeeded)
    }

    @Test(arguments: [("$.x", "$.x"), ("$$", "$"), ("$$.Execution", "$.Execution")])
    func `items that are no array fail without the words that name the state`(path: String, shown: String) throws {
        let bench = try Bench(
            #""Type":"Map","ItemsPath":"\#(path)","End":true,"# + processor,
            input: ["x": 5],
            context: ["Execution": [:]]
        )
        let outcome = try #require(bench.outcome())
        #expect(outcome.error == "States.Runtime")
        #expect(outcome.cause == "Reference path \"\(shown)\" must point to array.")
        #expect(outcome.marks == [.afterInputPath: ["x": 5]])
    }

    @Test func `what the branches of a Parallel are given is not shown`() throws {
        let bench = try Bench(
            #""Type":"Parallel","InputPath":"$.in","ResultPath":"$.r","End":true,"#
                + #""Branches":[{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}]"#,
            input: ["in": 1]
        )
        #expect(bench.begin() == .children(count: 1))
        let outcome = bench.succeed(with: [2])
        #expect(outcome.output == ["in": 1, "r": [2]])
        #expect(outcome.marks == [.afterResultSelector: [2], .afterResultPath: ["in": 1, "r": [2]]])
    }

    @Test func `States-TaskFailed matches a branch's error only where it is a task's`() throws {
        let fields =
            #""Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"T"}],"#
            + #""Branches":[{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}]"#
        let bench = try Bench(fields)
        _ = bench.begin()
        #expect(bench.fail(error: "Oops", cause: nil, origin: .task).status == .caughtError)
        #expect(bench.fail(error: "Oops", cause: nil, origin: .state).status == .failed)
    }

    @Test func `a state that is not there is a fault`() throws {
        let machine = try StateMachine.decode(
            DefinitionSource(json: #"{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}"#)
        )
        let conditions = StateTestConditions(
            input: [:],
            context: [:],
            enteredAt: Timestamp(milliseconds: 0),
            seed: 0
        )
        #expect(throws: MachineFault.self) {
            try StateTest(of: "X", in: CompiledDefinition(machine), under: conditions)
        }
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepCLI

/// The tree of `upload`, notice by notice.
struct CausalTreeTests {
    private static let root = EffectID("root")

    private var tree = CausalTree(root: Self.root, consumedQueues: ["jobs"])

    /// Takes in a notice of the effect `effect`, caused by `cause`.
    private mutating func take(
        _ effect: String,
        _ cause: String?,
        _ service: String,
        _ event: String,
        _ subject: String,
        _ phase: Notice.Phase,
        at milliseconds: Int64 = 0,
        _ detail: JSONObject = [:]
    ) {
        _ = tree.take(
            Notice(
                effect: EffectID(effect),
                cause: cause.map { EffectID($0) },
                time: Timestamp(milliseconds: milliseconds),
                service: service,
                event: event,
                subject: subject,
                phase: phase,
                detail: detail
            )
        )
    }

    private mutating func state(_ event: String, _ name: String, in path: String = "", at milliseconds: Int64 = 0) {
        take(
            "execution",
            nil,
            "states",
            event,
            "e1",
            .progressed,
            at: milliseconds,
            ["path": .string(path), "details": ["name": .string(name)]]
        )
    }

    private mutating func beginExecution() {
        take("execution", "root", "states", "ExecutionStarted", "e1", .began, ["stateMachine": "flow"])
    }

    private mutating func endExecution(_ status: String, at milliseconds: Int64 = 0) {
        take(
            "execution",
            "root",
            "states",
            "ExecutionEnded",
            "e1",
            status == "SUCCEEDED" ? .succeeded : .failed,
            at: milliseconds,
            ["status": .string(status)]
        )
    }

    private var lines: [String] { tree.lines(Style(isColored: false)) }

    @Test mutating func `each effect hangs below its cause, and strangers are left out`() {
        take("put", "root", "s3", "ObjectCreated", "in/a.jpg", .succeeded, ["size": 2048])
        take("published", "put", "sns", "Published", "uploads", .succeeded)
        take("sent", "published", "sqs", "MessageSent", "jobs", .began)
        take("stranger", "elsewhere", "sqs", "MessageSent", "jobs", .began)
        take("lonely", nil, "sqs", "MessageSent", "jobs", .began)
        #expect(
            lines == [
                "✓ in/a.jpg  2 KiB",
                "└─ ✓ topic uploads",
                "   └─ … queue jobs  message sent",
            ]
        )
        #expect(!tree.isQuiet)
        take("sent", "published", "sqs", "MessageDeleted", "jobs", .succeeded)
        #expect(tree.isQuiet)
    }

    @Test mutating func `a message in a queue that nobody reads is a result, and nothing to wait for`() {
        take("published", "root", "sns", "Published", "ready", .succeeded)
        take("sent", "published", "sqs", "MessageSent", "audit", .began, ["messageId": "m1"])
        #expect(tree.isQuiet)
        #expect(tree.results == [.message(queue: "audit", id: "m1")])
        #expect(tree.results.map(\.text) == ["message  audit  m1"])
        #expect(lines.last == "└─ ✓ queue audit  message sent")
    }

    @Test mutating func `states in branches and iterations hang below what they run in`() {
        beginExecution()
        state("ParallelStateEntered", "Both", at: 0)
        state("MapStateEntered", "Each", in: "Both[1]", at: 1)
        state("TaskStateEntered", "Make", in: "Both[1]/Each[0]", at: 2)
        state("TaskStateExited", "Make", in: "Both[1]/Each[0]", at: 12)
        state("MapStateExited", "Each", in: "Both[1]", at: 13)
        state("ParallelStateExited", "Both", at: 14)
        endExecution("SUCCEEDED", at: 20)
        #expect(
            lines == [
                "✓ workflow flow  SUCCEEDED  20 ms",
                "└─ ✓ Both  14 ms",
                "   └─ ✓ [1] Each  12 ms",
                "      └─ ✓ [0] Make  10 ms",
            ]
        )
    }

    @Test mutating func `what a task causes hangs below its state`() {
        beginExecution()
        state("TaskStateEntered", "Save")
        take("task", "execution", "states", "TaskDispatched", "Save", .progressed, ["path": ""])
        take("row", "task", "dynamodb", "ItemPut", "images", .succeeded, ["key": ["id": ["S": "1"]]])
        #expect(lines == ["… workflow flow", "└─ … Save", "   └─ ✓ table images  row put"])
        #expect(tree.results.map(\.text) == [#"row      images  {"id":{"S":"1"}}"#])
        #expect(tree.results.map(\.json) == [["kind": "row", "table": "images", "key": ["id": ["S": "1"]]]])
    }

    @Test(arguments: ["FAILED", "TIMED_OUT", "ABORTED"])
    mutating func `an execution that fails ends the states that it never left`(status: String) {
        beginExecution()
        state("ParallelStateEntered", "Both")
        state("TaskStateEntered", "Fails", in: "Both[0]")
        state("WaitStateEntered", "Waits", in: "Both[1]")
        #expect(!tree.isQuiet)
        endExecution(status, at: 5)
        #expect(tree.isQuiet)
        #expect(tree.status == status)
        #expect(tree.exit == (status == "FAILED" ? .executionFailed : .timedOutOrAborted))
        #expect(
            lines == [
                "✗ workflow flow  \(status)  5 ms", "└─ ✗ Both  5 ms", "   ├─ ✗ [0] Fails  5 ms",
                "   └─ ✗ [1] Waits  5 ms",
            ]
        )
    }

    @Test mutating func `a branch that another one's failure ended does not keep the tree open`() {
        beginExecution()
        state("ParallelStateEntered", "Both")
        state("WaitStateEntered", "Waits", in: "Both[1]")
        // The failure of another branch is caught: the state is left, and the execution goes on.
        state("ParallelStateExited", "Both")
        state("PassStateEntered", "Mend")
        state("PassStateExited", "Mend")
        endExecution("SUCCEEDED")
        #expect(tree.isQuiet)
        #expect(tree.status == "SUCCEEDED")
        #expect(lines.contains { $0.contains("✗ [1] Waits") })
    }

    @Test mutating func `a name cannot move the cursor, and a line keeps to the terminal's width`() {
        take("put", "root", "s3", "ObjectCreated", "in/\u{1B}[2Jgone\n.jpg", .succeeded, ["size": 1])
        #expect(lines == [#"✓ in/\u{1B}[2Jgone\n.jpg  1 B"#])
        #expect(tree.lines(Style(isColored: false), width: 18) == [#"✓ in/\u{1B}[…  1 B"#])
    }

    @Test mutating func `an error that was caught stays to be seen, one that a retry got over does not`() {
        beginExecution()
        state("TaskStateEntered", "Check")
        error("TaskFailed", "TooLarge", #"{"errorType": "TooLarge", "errorMessage": "It is too large."}"#)
        state("TaskStateExited", "Check")
        state("TaskStateEntered", "Mend")
        error("TaskTimedOut", "States.Timeout", "")
        #expect(lines.last == "└─ … Mend  States.Timeout")
        take("execution", nil, "states", "TaskSucceeded", "e1", .progressed, ["path": "", "details": [:]])
        state("TaskStateExited", "Mend")
        endExecution("SUCCEEDED")
        #expect(lines[1] == "├─ ! Check  TooLarge: It is too large.  0 ms")
        #expect(lines[2] == "└─ ✓ Mend  0 ms")
        #expect(tree.failures.isEmpty)
    }

    private mutating func error(_ event: String, _ error: String, _ cause: String) {
        take(
            "execution",
            nil,
            "states",
            event,
            "e1",
            .progressed,
            ["path": "", "details": ["error": .string(error), "cause": .string(cause)]]
        )
    }

    @Test mutating func `a call that is tried again keeps the tree open, one that is given up fails it`() {
        take("put", "root", "s3", "ObjectCreated", "in/a", .succeeded)
        take("call", "put", "lambda", "InvocationStarted", "work", .began)
        take("call", "put", "lambda", "InvocationFailed", "work", .failed, ["error": "Broken", "cause": "No."])
        take("call", "put", "lambda", "InvocationRetryScheduled", "work", .began, ["error": "Broken", "cause": "No."])
        #expect(!tree.isQuiet)
        #expect(tree.failures.isEmpty)
        take("call", "put", "lambda", "InvocationDropped", "work", .failed, ["error": "Broken", "cause": "No."])
        #expect(tree.isQuiet)
        #expect(tree.exit == .executionFailed)
        #expect(tree.failures.map(\.text) == ["function work: Broken: No."])
    }

    @Test mutating func `a long wait says until when, and how to skip it`() {
        beginExecution()
        take(
            "execution",
            nil,
            "states",
            "WaitStateEntered",
            "e1",
            .progressed,
            ["path": "", "details": ["name": "Hold"], "until": 60_000]
        )
        let hint = "waiting until 1970-01-01T00:01:00.000Z (1 min 0 s; --clock virtual skips it)"
        #expect(lines.last == "└─ … Hold  \(hint)")
    }
}

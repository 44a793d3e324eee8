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
        #expect(tree.hasFailed)
        #expect(tree.executionStatus == status)
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
        #expect(!tree.hasFailed)
        #expect(lines.contains { $0.contains("✗ [1] Waits") })
    }

    @Test mutating func `a name cannot move the cursor, and a line keeps to the terminal's width`() {
        take("put", "root", "s3", "ObjectCreated", "in/\u{1B}[2Jgone\n.jpg", .succeeded, ["size": 1])
        #expect(lines == [#"✓ in/\u{1B}[2Jgone\n.jpg  1 B"#])
        #expect(tree.lines(Style(isColored: false), width: 18) == [#"✓ in/\u{1B}[…  1 B"#])
    }
}

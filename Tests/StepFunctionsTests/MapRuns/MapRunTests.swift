import QuickstepJSON
import QuickstepLambda
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct MapRunTests {
    private static let failingOdd =
        #""StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "P", "Choices": ["#
        + #"{"Variable": "$.odd", "BooleanEquals": true, "Next": "F"}]}, "#
        + #""F": {"Type": "Fail", "Error": "Odd"}, "P": {"Type": "Pass", "End": true}}"#

    private static func numbers(_ count: Int) -> String {
        "[" + (0..<count).map { #"{"n": \#($0), "odd": \#($0 % 2 == 1)}"# }.joined(separator: ",") + "]"
    }

    private static func counts(_ run: JSONObject, _ member: String = "executionCounts") -> [String: Int] {
        var counts: [String: Int] = [:]
        for (name, value) in run[member]?.objectValue ?? [:] where value.intValue != 0 { counts[name] = value.intValue }
        return counts
    }

    @Test(arguments: ["STANDARD", "EXPRESS"])
    func `each item is an execution of its own, and the outputs come in order`(type: String) async throws {
        let log = CallLog()
        let harness = try await Harness.startWithBuckets(functions: [.echo("echo", log)])
        let processor = #""StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "echo", "End": true}}"#
        let described = try await harness.run(
            Definitions.distributed(processor, #", "MaxConcurrency": 3"#, type: type),
            input: "[0,1,2,3,4,5,6,7,8,9]"
        )
        #expect(described["status"] == "SUCCEEDED")
        let arn = described["executionArn"]?.stringValue ?? ""
        #expect(try await harness.output(arn) == .array((0..<10).map { ["echo": .number(JSONNumber($0))] }))
        #expect(log.calls.count == 10)
        let run = try await harness.mapRun(of: arn)
        #expect(run.hasPrefix(arnPrefix + "mapRun:machine/items:"))
        let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
        #expect(shown["status"] == "SUCCEEDED")
        #expect(shown["maxConcurrency"] == 3)
        #expect(Self.counts(shown) == ["succeeded": 10, "total": 10, "resultsWritten": 10])
        #expect(Self.counts(shown, "itemCounts") == ["succeeded": 10, "total": 10, "resultsWritten": 10])
        await harness.kernel.stop()
    }

    @Test func `Standard executions have names, histories and descriptions of their own`() async throws {
        let harness = try await Harness.startWithBuckets()
        let described = try await harness.run(Definitions.distributed(), input: #"["a", "b"]"#)
        let run = try await harness.mapRun(of: described["executionArn"]?.stringValue ?? "")
        let listed =
            try await harness.call("ListExecutions", ["mapRunArn": .string(run)])["executions"]?.arrayValue ?? []
        #expect(listed.count == 2)
        #expect(listed.map { $0["status"] } == ["SUCCEEDED", "SUCCEEDED"])
        #expect(listed.allSatisfy { $0["itemCount"] == 1 && $0["mapRunArn"]?.stringValue == run })
        let child = listed.last?["executionArn"]?.stringValue ?? ""
        #expect(child.hasPrefix(arnPrefix + "execution:machine/items:"))
        let shown = try await harness.describe(child)
        #expect(shown["input"] == #""a""#)
        #expect(shown["mapRunArn"]?.stringValue == run)
        #expect(shown["stateMachineArn"]?.stringValue == arnPrefix + "stateMachine:machine/items")
        #expect(
            try await harness.history(child).compactMap { $0["type"]?.stringValue } == [
                "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
            ]
        )
        let machine = try await harness.call("DescribeStateMachineForExecution", ["executionArn": .string(child)])
        #expect(machine["label"] == "items")
        #expect(machine["definition"] == #"{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#)
        // A list of the machine's executions has those that somebody started.
        let all = try await harness.call(
            "ListExecutions",
            ["stateMachineArn": .string(arnPrefix + "stateMachine:machine")]
        )
        #expect(all["executions"]?.arrayValue?.count == 1)
        await harness.kernel.stop()
    }

    @Test func `no items give an empty array`() async throws {
        let harness = try await Harness.startWithBuckets()
        let described = try await harness.run(Definitions.distributed(), input: "[]")
        #expect(described["output"] == "[]")
        await harness.kernel.stop()
    }

    @Test func `one failure fails a run that tolerates none, and stops the others`() async throws {
        let harness = try await Harness.startWithBuckets()
        let processor =
            #""StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "W", "Choices": ["#
            + #"{"Variable": "$.odd", "BooleanEquals": true, "Next": "F"}]}, "#
            + #""F": {"Type": "Fail", "Error": "Odd"}, "W": {"Type": "Wait", "Seconds": 60, "End": true}}"#
        let described = try await harness.run(Definitions.distributed(processor), input: Self.numbers(4))
        #expect(described["status"] == "FAILED")
        #expect(described["error"] == "States.ExceedToleratedFailureThreshold")
        #expect(described["cause"] == "The specified tolerated failure threshold was exceeded")
        let run = try await harness.mapRun(of: described["executionArn"]?.stringValue ?? "")
        let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
        #expect(shown["status"] == "FAILED")
        #expect(Self.counts(shown) == ["failed": 2, "aborted": 2, "total": 4])
        await harness.kernel.stop()
    }

    @Test(arguments: [
        (#", "ToleratedFailureCount": 2"#, "SUCCEEDED"), (#", "ToleratedFailureCount": 1"#, "FAILED"),
        (#", "ToleratedFailurePercentage": 50"#, "SUCCEEDED"), (#", "ToleratedFailurePercentage": 49.9"#, "FAILED"),
        (#", "ToleratedFailurePercentage": 0"#, "FAILED"),
        (#", "ToleratedFailureCount": 1, "ToleratedFailurePercentage": 90"#, "FAILED"),
    ])
    func `failures are tolerated as far as the state says`(fields: String, status: String) async throws {
        let harness = try await Harness.startWithBuckets()
        let described = try await harness.run(Definitions.distributed(Self.failingOdd, fields), input: Self.numbers(4))
        #expect(described["status"]?.stringValue == status)
        if status == "SUCCEEDED" {
            let output = try await harness.output(described["executionArn"]?.stringValue ?? "")?.arrayValue ?? []
            #expect(output.map { $0["n"] } == [0, nil, 2, nil])
            #expect(output.map { $0["Status"] } == [nil, "FAILED", nil, "FAILED"])
            #expect(output.count == 4 && output[1]["Error"] == "Odd")
        }
        await harness.kernel.stop()
    }

    @Test func `items go together in batches, by number and by size`() async throws {
        let harness = try await Harness.startWithBuckets()
        let fields = #", "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"common": true}}"#
        let byNumber = try await harness.run(
            Definitions.distributed(#""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#, fields),
            input: "[1,2,3]"
        )
        #expect(
            byNumber["output"]
                == #"[{"BatchInput":{"common":true},"Items":[1,2]},{"BatchInput":{"common":true},"Items":[3]}]"#
        )
        let run = try await harness.mapRun(of: byNumber["executionArn"]?.stringValue ?? "")
        let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
        #expect(Self.counts(shown)["total"] == 2)
        #expect(Self.counts(shown, "itemCounts")["total"] == 3)
        await harness.kernel.stop()
        let other = try await Harness.startWithBuckets()
        let sized = Definitions.distributed(
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
            #", "ItemBatcher": {"MaxInputBytesPerBatch": 20}"#
        )
        let bySize = try await other.run(sized, input: #"["aaa","bbb","ccc"]"#)
        // {"Items":["aaa"]} has 17 bytes: no second one fits.
        #expect(bySize["output"] == #"[{"Items":["aaa"]},{"Items":["bbb"]},{"Items":["ccc"]}]"#)
        await other.kernel.stop()
    }

    @Test func `a result over the limit fails the state, and nothing of it is kept`() async throws {
        let harness = try await Harness.startWithBuckets()
        let processor =
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "Result": "\#(String(repeating: "x", count: 1000))", "End": true}}"#
        let input = "[" + (0..<300).map { "\($0)" }.joined(separator: ",") + "]"
        let described = try await harness.run(Definitions.distributed(processor), input: input)
        #expect(described["error"] == "States.DataLimitExceeded")
        await harness.kernel.stop()
    }

    @Test func `a stop of the execution stops its run and the executions of it`() async throws {
        let harness = try await Harness.startWithBuckets()
        let processor =
            #""StartAt": "W", "States": {"W": {"Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z", "End": true}}"#
        let arn = try await harness.begin(
            try await harness.create(Definitions.distributed(processor, #", "MaxConcurrency": 2"#)),
            input: "[1,2,3]"
        )
        for _ in 0..<200 {
            if try await harness.mapRun(of: arn).isEmpty == false { break }
            await Task.yield()
        }
        _ = try await harness.call("StopExecution", ["executionArn": .string(arn)])
        await harness.settle()
        let run = try await harness.mapRun(of: arn)
        let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
        let status = try await harness.describe(arn)["status"]
        // Virtual time may have run the whole of it before the stop came.
        if status == "ABORTED" {
            #expect(shown["status"] == "ABORTED")
            #expect(Self.counts(shown)["running"] == nil)
        }
        await harness.kernel.stop()
    }

    @Test func `a redrive takes up again only what did not succeed`() async throws {
        let log = CallLog()
        let harness = try await Harness.startWithBuckets(functions: [
            .echo("echo", log), .flaky("flaky", failing: 1, log),
        ])
        let processor =
            #""StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "E", "Choices": ["#
            + #"{"Variable": "$.odd", "BooleanEquals": true, "Next": "F"}]}, "#
            + #""F": {"Type": "Task", "Resource": "flaky", "End": true}, "E": {"Type": "Task", "Resource": "echo", "End": true}}"#
        let definition = Definitions.distributed(processor, #", "MaxConcurrency": 1"#)
        let described = try await harness.run(definition, input: Self.numbers(3))
        #expect(described["status"] == "FAILED")
        let arn = described["executionArn"]?.stringValue ?? ""
        let run = try await harness.mapRun(of: arn)
        let listed = try await harness.call("ListExecutions", ["mapRunArn": .string(run), "statusFilter": "FAILED"])
        let failed = listed["executions"]?[0]?["executionArn"]?.stringValue ?? ""
        #expect(try await harness.describe(failed)["redriveStatus"] == "REDRIVABLE_BY_MAP_RUN")
        #expect(
            await harness.refusal("RedriveExecution", ["executionArn": .string(failed)])?.hasPrefix(
                "ExecutionNotRedrivable"
            ) == true
        )
        _ = try await harness.call("RedriveExecution", ["executionArn": .string(arn)])
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        #expect(log.attempts(of: "echo") == 2)
        #expect(log.attempts(of: "flaky") == 2)
        #expect(
            try await harness.history(arn).compactMap { $0["type"]?.stringValue }.suffix(6) == [
                "ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited",
                "ExecutionSucceeded",
            ]
        )
        let shown = try await harness.call("DescribeMapRun", ["mapRunArn": .string(run)])
        #expect(Self.counts(shown) == ["succeeded": 3, "total": 3, "resultsWritten": 3])
        #expect(shown["redriveCount"] == 1)
        #expect(try await harness.describe(failed)["redriveCount"] == 1)
        await harness.kernel.stop()
    }

    @Test func `a run that has ended cannot be changed, and one that is not there is not found`() async throws {
        let harness = try await Harness.startWithBuckets()
        let described = try await harness.run(Definitions.distributed(), input: "[1]")
        let run = try await harness.mapRun(of: described["executionArn"]?.stringValue ?? "")
        let update = await harness.refusal("UpdateMapRun", ["mapRunArn": .string(run), "maxConcurrency": 1])
        #expect(update?.hasPrefix("ValidationException") == true)
        let other = arnPrefix + "mapRun:machine/items:none"
        #expect(
            await harness.refusal("DescribeMapRun", ["mapRunArn": .string(other)])?.hasPrefix("ResourceNotFound")
                == true
        )
        #expect(await harness.refusal("DescribeMapRun", ["mapRunArn": "x"])?.hasPrefix("InvalidArn") == true)
        await harness.kernel.stop()
    }
}

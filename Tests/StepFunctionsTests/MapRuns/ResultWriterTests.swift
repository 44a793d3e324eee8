import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ResultWriterTests {
    private static let odd =
        #""StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "P", "Choices": ["#
        + #"{"Variable": "$", "NumericEquals": 1, "Next": "F"}]}, "#
        + #""F": {"Type": "Fail", "Error": "One"}, "P": {"Type": "Pass", "End": true}}"#

    private static func writing(_ configuration: String = "", _ fields: String = "", bucket: String = "data") -> String
    {
        Definitions.distributed(
            odd,
            #", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"\#(configuration), "#
                + #""Parameters": {"Bucket": "\#(bucket)", "Prefix": "out"}}\#(fields)"#
        )
    }

    private func run(_ definition: String, _ input: String) async throws -> (Harness, JSONObject) {
        let harness = try await Harness.startWithBuckets()
        try await harness.createBucket()
        return (harness, try await harness.run(definition, input: input))
    }

    private func json(_ harness: Harness, _ key: String) async throws -> JSONValue? {
        try await harness.object(key).flatMap { try? JSONValue.parse($0) }
    }

    @Test func `results lie in files by status, with a manifest`() async throws {
        let (harness, described) = try await run(Self.writing("", #", "ToleratedFailureCount": 1"#), "[0,1,2]")
        let arn = described["executionArn"]?.stringValue ?? ""
        let output = try await harness.output(arn)
        let run = try await harness.mapRun(of: arn)
        let id = run.split(separator: ":").last.map { String($0) } ?? ""
        #expect(
            output == [
                "MapRunArn": .string(run),
                "ResultWriterDetails": ["Bucket": "data", "Key": .string("out/\(id)/manifest.json")],
            ]
        )
        let manifest = try await json(harness, "out/\(id)/manifest.json")
        #expect(manifest?["DestinationBucket"] == "data")
        #expect(manifest?["ResultFiles"]?["PENDING"] == [])
        #expect(manifest?["ResultFiles"]?["SUCCEEDED"]?[0]?["Key"]?.stringValue == "out/\(id)/SUCCEEDED_0.json")
        let succeeded = try await json(harness, "out/\(id)/SUCCEEDED_0.json")?.arrayValue ?? []
        #expect(succeeded.map { $0["Output"] } == ["0", "2"])
        #expect(
            succeeded.first.map { Array(($0.objectValue ?? [:]).keys) } == [
                "ExecutionArn", "Input", "InputDetails", "Name", "Output", "OutputDetails", "RedriveCount",
                "RedriveStatus",
                "RedriveStatusReason", "StartDate", "StateMachineArn", "Status", "StopDate",
            ]
        )
        let failed = try await json(harness, "out/\(id)/FAILED_0.json")?.arrayValue ?? []
        #expect(failed.map { $0["Error"] } == ["One"])
        await harness.kernel.stop()
    }

    @Test func `what was not begun is pending`() async throws {
        let (harness, described) = try await run(Self.writing("", #", "MaxConcurrency": 1"#), "[0,1,2,3]")
        #expect(described["error"] == "States.ExceedToleratedFailureThreshold")
        let keys = try await harness.keys()
        let pending = try #require(keys.first { $0.hasSuffix("PENDING_0.json") })
        let entries = try await json(harness, pending)?.arrayValue ?? []
        #expect(entries.map { $0["Input"] } == ["2", "3"])
        #expect(entries.allSatisfy { $0["Status"] == "PENDING" })
        await harness.kernel.stop()
    }

    @Test func `results can be outputs, flattened, one on each line`() async throws {
        let configuration = #", "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}"#
        let (harness, _) = try await run(Self.writing(configuration), "[[1,2],[3],4]")
        let key = try #require(try await harness.keys().first { $0.hasSuffix("SUCCEEDED_0.jsonl") })
        #expect(try await harness.object(key) == "1\n2\n3\n4\n")
        await harness.kernel.stop()
    }

    @Test func `a writer without a bucket forms the state's result`() async throws {
        let definition = Definitions.distributed(
            #""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#,
            #", "ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN"}}"#
        )
        let (harness, described) = try await run(definition, "[[1,2],[3]]")
        #expect(described["output"] == "[1,2,3]")
        await harness.kernel.stop()
    }

    @Test func `a bucket that is not there fails the run by name`() async throws {
        let (harness, described) = try await run(Self.writing(bucket: "none-such"), "[0]")
        #expect(described["error"] == "States.ResultWriterFailed")
        #expect(
            described["cause"]
                == "The specified bucket does not exist (Service: S3, Status Code: 404, Error Code: NoSuchBucket)"
        )
        await harness.kernel.stop()
    }
}

import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ExpressChildrenTests {
    /// A machine whose Express executions wait before they call a function.
    private static let definition = Definitions.distributed(
        #""StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "Next": "T"}, "#
            + #""T": {"Type": "Task", "Resource": "note", "End": true}}"#,
        type: "EXPRESS"
    )

    /// The header of a run beside the one that the machine made: nobody else has to do with its executions.
    private static func header(_ harness: Harness) async throws -> MapRunHeader {
        let execution = try await harness.begin(try await harness.create(definition), input: "[]")
        await harness.settle()
        let run = try #require(MapRunName(arn: try await harness.mapRun(of: execution)))
        let header = try await harness.kernel.sequencer.turn { (turn) throws(ServiceError) in
            try MapRunHeader.read(run.owner, turn)
        }
        let read = try #require(header)
        return MapRunHeader(
            name: MapRunName(scope: run.scope, machine: run.machine, label: run.label, id: "beside"),
            execution: read.execution,
            definitionHash: read.definitionHash,
            childDefinitionHash: read.childDefinitionHash,
            roleARN: read.roleARN,
            request: read.request,
            seed: read.seed,
            startedAt: read.startedAt,
            effect: read.effect,
            executionEffect: read.executionEffect,
            revision: read.revision
        )
    }

    private static func begin(
        _ attempts: [Int],
        in children: ExpressChildren,
        of header: MapRunHeader,
        _ harness: Harness
    ) async throws {
        let definitions = harness.states.definitions
        try await harness.kernel.sequencer.turn { (turn) throws(ServiceError) in
            let child = try definitions.definition(header.childDefinitionHash, turn)
            for attempt in attempts {
                let input: JSONValue = ["attempt": .number(JSONNumber(attempt))]
                children.begin(input, items: 1, 0, attempt: attempt, of: header, child, &turn)
            }
        }
    }

    private static func attempts(_ log: CallLog) -> [Int] {
        log.calls.compactMap { $0.event["attempt"]?.intValue }.sorted()
    }

    @Test func `an attempt begins although the one before it is not forgotten yet`() async throws {
        let log = CallLog()
        let harness = try await Harness.startWithBuckets(functions: [.echo("note", log)])
        let header = try await Self.header(harness)
        let children = ExpressChildren(kernel: harness.kernel, tasks: harness.states.tasks)
        try await Self.begin([0, 1], in: children, of: header, harness)
        await harness.settle()
        #expect(Self.attempts(log) == [0, 1])
        await harness.kernel.stop()
    }

    @Test func `the same attempt does not begin twice`() async throws {
        let log = CallLog()
        let harness = try await Harness.startWithBuckets(functions: [.echo("note", log)])
        let header = try await Self.header(harness)
        let children = ExpressChildren(kernel: harness.kernel, tasks: harness.states.tasks)
        try await Self.begin([0, 0], in: children, of: header, harness)
        await harness.settle()
        #expect(Self.attempts(log) == [0])
        #expect(!children.contains(0, attempt: 0, of: header))
        await harness.kernel.stop()
    }

    @Test func `a stop means one attempt alone`() async throws {
        let log = CallLog()
        let harness = try await Harness.startWithBuckets(functions: [.echo("note", log)])
        let header = try await Self.header(harness)
        let children = ExpressChildren(kernel: harness.kernel, tasks: harness.states.tasks)
        // Virtual time does not move before the stop.
        harness.kernel.activity.begin()
        try await Self.begin([0, 1], in: children, of: header, harness)
        children.stop(0, attempt: 0, of: header)
        harness.kernel.activity.end()
        await harness.settle()
        #expect(Self.attempts(log) == [1])
        await harness.kernel.stop()
    }
}

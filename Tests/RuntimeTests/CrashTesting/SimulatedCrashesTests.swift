import QuickstepJSON
import Testing

@testable import QuickstepRuntime

/// Runs that are given up before they have come to rest.
@Suite(.timeLimit(.minutes(2)))
struct SimulatedCrashesTests {
    /// It goes on until its history is full.
    private static let definition = """
        {"StartAt": "C", "States": {
          "C": {"Type": "Choice", "Default": "W", "Choices": [{"Variable": "$.never", "IsPresent": true, "Next": "S"}]},
          "W": {"Type": "Wait", "Seconds": 1, "Next": "C"}, "S": {"Type": "Succeed"}}}
        """

    @Test func `a run ends when its task is cancelled, however far it has come`() async throws {
        let subject = CrashSubject(definition: Self.definition, machine: "loop") { [] }
        let world = try SimulatedCrashes(subject)
        let run = Task { try await world.run(CrashPlan()).commits }
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
    }
}

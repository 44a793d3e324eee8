import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct IdleMachinesTests {
    private func owner(_ number: Int) -> Owner {
        Owner(kind: .execution, name: "m:\(number)")
    }

    @Test func `who is longest at rest leaves first, when there are too many`() {
        var idle = IdleMachines(IdleMachines.Bounds(machines: 2, byteCount: 1000))
        #expect(idle.add(owner(1), byteCount: 1) == [])
        #expect(idle.add(owner(2), byteCount: 1) == [])
        // The first was at work again since.
        #expect(idle.add(owner(1), byteCount: 1) == [])
        #expect(idle.add(owner(3), byteCount: 1) == [owner(2)])
        #expect(idle.count == 2)
    }

    @Test func `large machines leave memory before small ones fill it`() {
        var idle = IdleMachines(IdleMachines.Bounds(machines: 100, byteCount: 1000))
        for number in 1...9 { #expect(idle.add(owner(number), byteCount: 100) == []) }
        #expect(idle.add(owner(10), byteCount: 350) == [owner(1), owner(2), owner(3)])
        #expect(idle.byteCount == 950)
        // One that is larger than all that there may be does not stay at all.
        #expect(idle.add(owner(11), byteCount: 2000).last == owner(11))
        #expect(idle.count == 0)
        #expect(idle.byteCount == 0)
    }

    @Test func `who is at work or gone is not counted`() {
        var idle = IdleMachines(IdleMachines.Bounds(machines: 2, byteCount: 1000))
        for number in 1...1000 {
            #expect(idle.add(owner(number), byteCount: 10) == [])
            idle.remove(owner(number))
        }
        #expect(idle.count == 0)
        #expect(idle.byteCount == 0)
        #expect(idle.add(owner(1), byteCount: 1) == [])
        idle.remove(owner(7))
        #expect(idle.count == 1)
    }

    @Test func `an execution that is idle for long is not in memory, and comes back from its journal`() async throws {
        let store = InMemoryStore()
        let bounds = IdleMachines.Bounds(machines: 100, byteCount: 20_000)
        let harness = try await Harness.start(store, keeping: bounds)
        let machine = try await harness.create(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}}}"#
        )
        harness.kernel.activity.begin()
        // Each holds its input of some three kilobytes more than once.
        let text = String(repeating: "x", count: 3000)
        var arns: [String] = []
        for number in 0..<20 {
            arns.append(
                try await harness.begin(
                    machine,
                    input: #"{"s": \#(1000 + number), "text": "\#(text)"}"#,
                    name: "n\(number)"
                )
            )
            while try await harness.history(arns[number]).count < 2 { await Task.yield() }
        }
        let owners = arns.compactMap { ExecutionName(arn: $0)?.owner }
        while harness.states.host.holds(owners[10]) { await Task.yield() }
        #expect(!harness.states.host.holds(owners[0]), "The first has left memory.")
        let held = owners.count { harness.states.host.holds($0) }
        #expect((1...7).contains(held), "\(held)")
        harness.kernel.activity.end()
        await harness.settle()
        for arn in arns { #expect(try await harness.describe(arn)["status"] == "SUCCEEDED") }
        #expect(owners.allSatisfy { !harness.states.host.holds($0) })
        await harness.kernel.stop()
    }
}

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

    @Test func `of many executions whose time comes together, only so many work at once`() async throws {
        var bounds = IdleMachines.Bounds.standard
        bounds.working = 3
        let harness = try await Harness.start(InMemoryStore(), keeping: bounds)
        let machine = try await harness.create(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z", "End": true}}}"#
        )
        var arns: [String] = []
        for number in 0..<200 { arns.append(try await harness.begin(machine, name: "n\(number)")) }
        await harness.settle()
        for arn in arns { #expect(try await harness.describe(arn)["status"] == "SUCCEEDED") }
        #expect(harness.states.host.workingMost == 3)
        await harness.kernel.stop()
    }

    @Test func `who waits for a disk that is full leaves its place to others, and goes on`() async throws {
        var bounds = IdleMachines.Bounds.standard
        bounds.working = 1
        let store = FillingStore()
        let harness = try await Harness.start(store, keeping: bounds)
        // Virtual time stands still until all have begun.
        harness.kernel.activity.begin()
        let machine = try await harness.create(Definitions.wait)
        var arns: [String] = []
        for number in 0..<20 { arns.append(try await harness.begin(machine, name: "n\(number)")) }
        for arn in arns {
            while try await harness.history(arn).count < 4 { await Task.yield() }
        }
        store.fill(forCommits: 10)
        harness.kernel.activity.end()
        await harness.settle()
        for arn in arns { #expect(try await harness.describe(arn)["status"] == "SUCCEEDED") }
        #expect(store.failuresLeft == 0)
        await harness.kernel.stop()
    }

    @Test func `places are given back to those in line, first come first`() {
        var places = WorkingPlaces(count: 2)
        #expect(places.enter(owner(1)) == true)
        #expect(places.enter(owner(2)) == true)
        for number in 3...5 { #expect(places.enter(owner(number)) == false) }
        #expect(places.leave() == owner(3))
        #expect(places.waiting == 2)
        // One that rested comes back although all places are taken, and makes room before anybody else gets in.
        places.enterAgain()
        #expect(places.taken == 3)
        #expect(places.leave() == nil)
        #expect(places.leave() == owner(4))
        #expect(places.leave() == owner(5))
        #expect(places.leave() == nil)
        #expect(places.leave() == nil)
        #expect(places.taken == 0)
        #expect(places.takenMost == 3)
        for number in 0..<5000 {
            if !places.enter(owner(number)) { continue }
        }
        for number in 2..<5000 { #expect(places.leave() == owner(number)) }
        #expect(places.leave() == nil)
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

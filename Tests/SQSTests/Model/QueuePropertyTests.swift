import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

/// Random operations on standard and FIFO queues with lost commits, crashes and restarts, held against a simple model.
struct QueuePropertyTests {
    private static let stepsPerSeed = 250

    @Test(arguments: 1...8)
    func `whatever is done to queues, they keep the rules`(seed: Int) async throws {
        var world = try await QueueWorld(seed: seed)
        do {
            for _ in 0..<Self.stepsPerSeed { try await world.step() }
            try await world.finish()
        } catch {
            Issue.record("seed \(seed): \(error)\n\(world.trail.joined(separator: "\n"))")
        }
    }

    @Test func `everything that can happen does`() async throws {
        var features: [String: Int] = [:]
        for seed in 1...4 {
            var world = try await QueueWorld(seed: 1000 + seed)
            for _ in 0..<Self.stepsPerSeed { try await world.step() }
            features.merge(world.features) { $0 + $1 }
        }
        for feature in [
            "send", "send batch", "receive", "received", "delete", "change visibility", "settle", "purge", "restart",
            "crash", "lost commit", "duplicate", "expired", "dead-lettered",
        ] {
            #expect(features[feature, default: 0] > 0, "\(feature) never happened")
        }
    }
}

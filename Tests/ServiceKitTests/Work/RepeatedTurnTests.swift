import QuickstepPrimitives
import Testing

@testable import QuickstepServiceKit

@Suite struct RepeatedTurnTests {
    /// A started kernel whose store refuses so many commits after the start.
    private func kernel(losing losses: Int) async throws -> Kernel {
        let counting = FaultInjectingStore(InMemoryStore(), faults: [:])
        let calm = await makeKernel(counting)
        try await calm.start()
        await calm.stop()
        let full = FaultInjectingStore.Fault.failure(StoreError(.full, "The disk is full."))
        let first = counting.commits + 1
        let faults = Dictionary(uniqueKeysWithValues: (first..<(first + losses)).map { ($0, full) })
        let kernel = await makeKernel(FaultInjectingStore(InMemoryStore(), faults: faults))
        try await kernel.start()
        return kernel
    }

    /// Runs a turn that writes a row, as whoever counts as activity while it does so.
    private func note(_ kernel: Kernel, triesMax: Int = .max) -> Task<Bool, Never> {
        kernel.activity.begin()
        return Task {
            defer { kernel.activity.end() }
            return await kernel.repeatedTurn(triesMax: triesMax) { turn in turn.put(key("a"), [1]) } != nil
        }
    }

    @Test(arguments: [(0, 0), (1, 100), (3, 700), (7, 12_700), (9, 32_700)])
    func `a turn is repeated until it is stored, with growing pauses`(losses: Int, elapsed: Int64) async throws {
        let kernel = try await kernel(losing: losses)
        let noted = note(kernel)
        // Quiet comes only when it is stored, although the pauses are not activity.
        await kernel.timers.quiet()
        #expect(kernel.clock.now.milliseconds(since: epoch) == elapsed)
        #expect(await noted.value)
        #expect(try await kernel.read("a") == "\u{1}")
        await kernel.stop()
    }

    @Test func `a turn is given up after as many tries as it may have`() async throws {
        let kernel = try await kernel(losing: 100)
        #expect(await !note(kernel, triesMax: 3).value)
        #expect(kernel.clock.now.milliseconds(since: epoch) == 300)
        await kernel.stop()
    }

    @Test func `an error that will not pass ends it`() async throws {
        let kernel = try await kernel(losing: 0)
        kernel.activity.begin()
        let result: Int? = await kernel.repeatedTurn { (turn) throws(ServiceError) in throw .damaged("a row") }
        kernel.activity.end()
        #expect(result == nil)
        #expect(kernel.clock.now == epoch)
        await kernel.stop()
    }

    @Test func `the end of the runtime ends it`() async throws {
        let kernel = try await kernel(losing: 1000)
        kernel.activity.begin()
        let noted = note(kernel)
        await eventually { kernel.timers.count == 1 }
        await kernel.stop()
        #expect(await !noted.value)
        kernel.activity.end()
    }
}

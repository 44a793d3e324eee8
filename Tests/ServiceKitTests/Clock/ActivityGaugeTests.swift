import QuickstepServiceKit
import Synchronization
import Testing

struct ActivityGaugeTests {
    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    @Test func `work that passes from a handler to a turn and back is never taken for quiet`() async {
        let activity = ActivityGauge()
        let end = End()
        activity.beginHandler()
        let worker = Task.detached {
            for _ in 0..<300_000 {
                activity.begin()
                activity.endHandler()
                activity.beginHandler()
                activity.end()
            }
            end.isReached.store(true, ordering: .releasing)
        }
        var quietReadings = 0
        repeat {
            for _ in 0..<1000 where activity.reading.isQuiet { quietReadings += 1 }
            await Task.yield()
        } while !end.isReached.load(ordering: .acquiring)
        #expect(quietReadings == 0)
        await worker.value
        activity.endHandler()
        #expect(activity.reading.isQuiet)
    }
}

import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct InvocationExecutorTests {
    private let activity = ActivityGauge()
    private let executor: InvocationExecutor

    init() {
        executor = InvocationExecutor(
            threads: HandlerThreads(),
            lane: HandlerLane(function: "f"),
            activity: activity
        )
    }

    @Test func `a call counts from its beginning until it is over`() {
        #expect(activity.reading.handlers == 1)
        executor.release()
        executor.release()
        #expect(activity.reading.handlers == 0)
    }

    @Test func `a call that waits for us does not count, until its last wait ends`() {
        _ = executor.beginWait()
        _ = executor.beginWait()
        #expect(activity.reading.handlers == 0)
        executor.endWait()
        #expect(activity.reading.handlers == 0)
        executor.endWait()
        #expect(activity.reading.handlers == 1)
    }

    @Test func `a call that is over during a wait stays uncounted, and cannot wait again`() {
        _ = executor.beginWait()
        executor.release()
        executor.endWait()
        #expect(activity.reading.handlers == 0)
        #expect(!executor.beginWait())
        #expect(activity.reading.handlers == 0)
    }

    @Test func `a call counts while any of its tasks runs, whatever the others wait for`() async {
        let counts = Tally<Int>()
        let (executor, activity) = (executor, activity)
        _ = executor.beginWait()
        #expect(activity.reading.handlers == 0)
        await Task.detached(executorPreference: executor) {
            counts.append(activity.reading.handlers)
            _ = executor.beginWait()
            counts.append(activity.reading.handlers)
        }.value
        #expect(counts.all == [1, 1])
        while activity.reading.handlers > 0 { await Task.yield() }
    }
}

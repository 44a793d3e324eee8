import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct HandlerThreadsTests {
    @Test func `each job that blocks has a thread of its own, up to the bound`() async {
        let threads = HandlerThreads(threadsMax: 5, idleSecondsMax: 1)
        let started = Latch()
        let blocked = Flag()
        let order = Tally<String>()
        for _ in 1...5 {
            threads.run {
                started.arrive()
                while blocked.isUp {}
                order.append("blocked")
            }
        }
        await started.arrived(5)
        #expect(threads.count == 5)
        // A sixth finds no thread, and runs when one is free.
        await withCheckedContinuation { continuation in
            threads.run {
                order.append("sixth")
                continuation.resume()
            }
            #expect(threads.count == 5)
            #expect(order.all.isEmpty)
            blocked.lower()
        }
        #expect(order.all.first == "blocked")
        #expect(order.all.contains("sixth"))
    }

    @Test func `many short jobs are all done, while threads come and go`() async {
        let threads = HandlerThreads(threadsMax: 3, idleSecondsMax: 0)
        let done = Tally<Int>()
        let executor = InvocationExecutor(threads: threads, activity: ActivityGauge())
        await withTaskGroup(of: Void.self) { group in
            for number in 1...2000 {
                group.addTask(executorPreference: executor) {
                    await Task.yield()
                    done.append(number)
                }
            }
        }
        #expect(Set(done.all) == Set(1...2000))
        #expect(threads.count <= 3)
    }
}

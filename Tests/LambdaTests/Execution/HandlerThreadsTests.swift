import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct HandlerThreadsTests {
    private let lane = HandlerLane(function: "f")

    @Test func `each job that blocks has a thread of its own, up to the bound`() async {
        let threads = HandlerThreads(threadsMax: 5, idleSecondsMax: 1)
        let started = Latch()
        let blocked = Flag()
        let order = Tally<String>()
        for _ in 1...5 {
            threads.run(for: lane) {
                started.arrive()
                while blocked.isUp {}
                order.append("blocked")
            }
        }
        await started.arrived(5)
        #expect(threads.count == 5)
        // A sixth finds no thread, and runs when one is free.
        await withCheckedContinuation { continuation in
            threads.run(for: lane) {
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
        let executor = InvocationExecutor(threads: threads, lane: lane, activity: ActivityGauge())
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

    @Test(.timeLimit(.minutes(1)))
    func `a function whose jobs hold all threads does not keep another from running`() async {
        let threads = HandlerThreads(threadsMax: 3, idleSecondsMax: 1)
        let started = Latch()
        let gate = Gate()
        let done = Latch()
        for _ in 1...10 {
            threads.run(for: lane) {
                started.arrive()
                gate.wait()
                done.arrive()
            }
        }
        await started.arrived(3)
        let others = Tally<Int>()
        await withCheckedContinuation { continuation in
            for number in 1...1000 {
                threads.run(for: HandlerLane(function: "other")) {
                    others.append(number)
                    if number == 1000 { continuation.resume() }
                }
            }
        }
        // One thread beyond the bound has done them all, in order, and none of it was lent to the function that holds the rest.
        #expect(others.all == Array(1...1000))
        #expect(started.arrivals == 3)
        #expect(threads.count <= 4)
        gate.open()
        await done.arrived(10)
        #expect(threads.count <= 3)
    }

    @Test func `functions that wait for a thread take turns`() async {
        let threads = HandlerThreads(threadsMax: 2, idleSecondsMax: 1)
        let gate = Gate()
        let started = Latch()
        let done = Latch()
        let order = Tally<String>()
        let names = ["a", "b"]
        for name in names {
            threads.run(for: HandlerLane(function: name)) {
                started.arrive()
                gate.wait()
            }
        }
        await started.arrived(2)
        for name in names {
            for _ in 1...3 {
                threads.run(for: HandlerLane(function: name)) {
                    order.append(name)
                    done.arrive()
                }
            }
        }
        gate.open()
        await done.arrived(6)
        #expect(order.all.sorted() == ["a", "a", "a", "b", "b", "b"])
    }
}

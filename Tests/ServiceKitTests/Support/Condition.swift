import Dispatch

/// Lets one waiter go for each signal.
///
/// Used on the committer's own thread only.
final class Condition: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() { semaphore.wait() }
    func signal() { semaphore.signal() }
}

/// Yields until a condition holds.
///
/// It gives up, and the test fails by what it expects next, after many tries.
func eventually(_ condition: () async -> Bool) async {
    for _ in 0..<200_000 {
        if await condition() { return }
        await Task.yield()
    }
}

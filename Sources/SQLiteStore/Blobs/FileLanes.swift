import Dispatch
import QuickstepServiceKit
import Synchronization

/// A few threads for calls that wait for the disk, so that none of them waits on the cooperative pool.
final class FileLanes: Sendable {
    private let queues: [DispatchQueue]
    private let turn = Atomic<UInt>(0)

    init(count: Int) {
        queues = (0..<max(1, count)).map { DispatchQueue(label: "quickstep.blobs.\($0)") }
    }

    /// Runs `body` on one of the threads.
    ///
    /// It runs to its end even where the caller's task is cancelled meanwhile.
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable () throws(SystemError) -> Answer
    ) async throws(StoreError) -> Answer {
        let number = turn.add(1, ordering: .relaxed).oldValue
        let queue = queues[Int(number % UInt(queues.count))]
        typealias Waiting = CheckedContinuation<Result<Answer, SystemError>, Never>
        let result = await withCheckedContinuation { (continuation: Waiting) in
            queue.async {
                do throws(SystemError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        switch result {
        case .success(let answer): return answer
        case .failure(let error): throw error.storeError
        }
    }
}

import Dispatch

/// Runs what waits for the disk, apart from the threads that Swift's tasks share.
///
/// - Parameter body: The work.
/// - Returns: What `body` returned.
/// - Throws: What `body` threw.
func blocking<Success: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Success
) async throws(Failure) -> Success {
    let result: Result<Success, Failure> = await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(returning: Result(catching: body))
        }
    }
    return try result.get()
}

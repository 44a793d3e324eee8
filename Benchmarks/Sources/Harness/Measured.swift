import Quickstep

/// Does something and answers what came of it, and how long it took.
func measured<Result>(_ body: () throws -> Result) throws -> (Result, Duration) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, ContinuousClock.now - start)
}

/// Does something and answers what came of it, and how long it took.
func measured<Result>(_ body: () async throws -> Result) async throws -> (Result, Duration) {
    let start = ContinuousClock.now
    let result = try await body()
    return (result, ContinuousClock.now - start)
}

/// Starts a runtime for the time of `body`; what starting and stopping takes is for `body` not to measure.
func withRuntime<Result>(
    _ storage: RuntimeOptions.Storage,
    _ body: (Runtime) async throws -> Result
) async throws -> Result {
    let runtime = try await Runtime.start(RuntimeOptions(storage: storage, seed: 1))
    do {
        let result = try await body(runtime)
        await runtime.stop()
        return result
    } catch {
        await runtime.stop()
        throw error
    }
}

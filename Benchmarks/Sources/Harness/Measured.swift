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

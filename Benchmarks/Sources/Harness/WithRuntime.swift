import Quickstep

/// Starts a runtime for the time of `body`; what starting and stopping takes is for `body` not to measure.
func withRuntime<Result>(
    _ storage: RuntimeOptions.Storage,
    clock: RuntimeOptions.Clock = .real,
    functions: [Function] = [],
    counting counter: CommitCounter? = nil,
    _ body: (Runtime) async throws -> Result
) async throws -> Result {
    let options = RuntimeOptions(storage: storage, clock: clock, functions: functions, seed: 1, metrics: counter)
    let runtime = try await Runtime.start(options)
    do {
        let result = try await body(runtime)
        await runtime.stop()
        return result
    } catch {
        await runtime.stop()
        throw error
    }
}

/// Starts a runtime in a folder of its own, and tells what was written where somebody counts.
func withDurableRuntime(
    functions: [Function] = [],
    counting counter: CommitCounter?,
    _ body: (Runtime) async throws -> Sample
) async throws -> Sample {
    let folder = try TemporaryFolder()
    var sample = try await withRuntime(.folder(folder.path), functions: functions, counting: counter, body)
    if let counter {
        sample.writes = counter.writes
        sample.stored = try PlainSQLite.rows(ofStoreIn: folder.path)
    }
    return sample
}

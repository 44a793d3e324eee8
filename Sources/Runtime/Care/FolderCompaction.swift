import QuickstepPrimitives
import QuickstepSQLiteStore
import QuickstepServiceKit
import QuickstepStepFunctions

/// Gives back space that a data folder no longer needs.
package enum FolderCompaction {
    /// What came of it.
    package struct Summary: Sendable, Equatable {
        /// How many executions were removed.
        package let executions: Int
        /// The size of the store before and after, in bytes.
        package let before: Int
        package let after: Int
    }

    /// Removes executions that ended long enough ago, and writes the store anew without the holes.
    ///
    /// - Parameters:
    ///   - folder: The data folder, which no process may own.
    ///   - retention: How long an execution is kept after its end; `nil` keeps all.
    /// - Returns: What came of it.
    /// - Throws: `RuntimeError` with the code `.dataFolder`.
    package static func run(_ folder: String, retention: Duration?) async throws(RuntimeError) -> Summary {
        let runtime = try await owner(of: folder)
        var executions = 0
        if let retention {
            let (milliseconds, overflow) = retention.components.seconds.multipliedReportingOverflow(by: 1000)
            if !overflow {
                let end = runtime.kernel.clock.now.adding(milliseconds: -milliseconds)
                executions = await runtime.states.removeExecutions(endedBefore: end)
            }
        }
        let outcome: Result<(before: Int, after: Int), StoreError>
        do throws(StoreError) {
            guard let store = runtime.folder?.store else { throw StoreError(.other, "There is no store in memory.") }
            outcome = .success(try await blocking { () throws(StoreError) in try store.compact() })
        } catch {
            outcome = .failure(error)
        }
        await runtime.stop()
        do throws(StoreError) {
            let sizes = try outcome.get()
            return Summary(executions: executions, before: sizes.before, after: sizes.after)
        } catch {
            throw RuntimeError(error)
        }
    }

    /// A runtime that owns the folder and carries nothing on.
    ///
    /// Under virtual time it begins where the last one stopped: the store knows when that was.
    private static func owner(of folder: String) async throws(RuntimeError) -> Runtime {
        let reader = try await RuntimeReader.open(folder)
        let time = reader.folder.store.time
        reader.close()
        let clock: RuntimeOptions.Clock =
            time == .real ? .real : .virtual(startingAt: Timestamp(milliseconds: 0))
        do {
            return try await Runtime.start(
                RuntimeOptions(storage: .folder(folder), clock: clock, resumesUnfinished: false)
            )
        } catch let error as RuntimeError {
            throw error
        } catch {
            throw RuntimeError(.dataFolder, "\(error)")
        }
    }
}

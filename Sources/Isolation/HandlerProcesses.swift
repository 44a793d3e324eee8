import QuickstepJSON
package import QuickstepLambda
import QuickstepServiceKit
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs handlers in processes of their own: copies of this executable that serve one call at a time, as Lambda's environments do.
///
/// A handler that traps so ends its own call and nothing else. A process serves the next call of its function when it is done with one.
package final class HandlerProcesses: Sendable {
    private struct State {
        var idle: [String: [HandlerProcess]] = [:]
        var all: [ObjectIdentifier: HandlerProcess] = [:]
        var isStopped = false
    }

    /// How many processes without a call are kept for each function.
    private static let idleMax = 4

    private let launch: HandlerLaunch
    private let clockRate: Double
    private let state = Mutex(State())

    /// - Parameters:
    ///   - launch: How a process is started. Default: this executable, with the command that serves handlers.
    ///   - clockRate: How many times as fast as the machine's time the runtime's runs; 0 where it stands still.
    package init(_ launch: HandlerLaunch = .thisExecutable, clockRate: Double) {
        self.clockRate = clockRate
        ignoreBrokenPipes()
        self.launch = launch
    }

    /// The function, with its handler in a process.
    package func isolating(_ function: Function) -> Function {
        function.running { [self] event, context in
            try await call(event, context)
        }
    }

    private func call(_ event: JSONValue, _ context: FunctionContext) async throws -> JSONValue {
        guard let process = take(for: context.functionName) else { throw CancellationError() }
        let outcome = await IsolatedCall(process: process, context: context, clockRate: clockRate).run(event)
        switch outcome {
        case .returned(let outcome):
            await giveBack(process, of: context.functionName)
            if case .succeeded(let output) = outcome { return output }
            throw RelayedOutcome(outcome)
        case .ended(let ending):
            forget(process)
            throw RelayedOutcome(ending.outcome(requestID: context.requestID))
        case .givenUp:
            // Whatever it does, nobody waits for it: as on Lambda, the process ends with the call.
            await process.stop()
            forget(process)
            throw CancellationError()
        }
    }

    /// A process for one call; `nil` after the end.
    private func take(for function: String) -> HandlerProcess? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            while let process = state.idle[function]?.popLast() {
                if !process.hasEnded { return process }
                state.all[ObjectIdentifier(process)] = nil
            }
            let process = HandlerProcess(launch)
            state.all[ObjectIdentifier(process)] = process
            return process
        }
    }

    private func giveBack(_ process: HandlerProcess, of function: String) async {
        let isKept = state.withLock { state in
            guard !state.isStopped, state.idle[function, default: []].count < Self.idleMax else { return false }
            state.idle[function, default: []].append(process)
            return true
        }
        guard !isKept else { return }
        await process.stop()
        forget(process)
    }

    private func forget(_ process: HandlerProcess) {
        state.withLock { $0.all[ObjectIdentifier(process)] = nil }
    }

    /// Ends all processes, and starts no more.
    package func stop() async {
        let processes = state.withLock { state in
            state.isStopped = true
            defer { (state.idle, state.all) = ([:], [:]) }
            return Array(state.all.values)
        }
        for process in processes { process.kill() }
        for process in processes { await process.stop() }
    }

    /// How many processes there are.
    package var count: Int { state.withLock { $0.all.count } }
}

/// A process that ends while it is told something must not end this one.
///
/// Only where nobody has said what shall happen then: it is one setting for the whole process.
private func ignoreBrokenPipes() {
    let before = signal(SIGPIPE, SIG_IGN)
    if before != nil { signal(SIGPIPE, before) }
}

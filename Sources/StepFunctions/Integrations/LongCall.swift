import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage
import Synchronization

/// Calls that take longer than a turn: the wait for an activity's task, and an Express execution that is waited for.
///
/// They are made outside any turn, as somebody outside would make them. One that a crash cuts off is made again.
extension TaskRouter {
    private static let longOperations: Set<String> = ["getActivityTask", "startSyncExecution"]

    /// After this time an execution looks whether its call was lost with an earlier process.
    private static let lookMilliseconds: Int64 = 65_000

    /// Whether a task's call takes longer than a turn.
    func takesLong(_ request: TaskRequest) -> Bool {
        guard case .integration(let service, _) = request.resource, service == "aws-sdk:sfn" else { return false }
        return request.resource.operation.map(Self.longOperations.contains) ?? false
    }

    /// Makes a call after the commit; the answer comes into the execution's inbox.
    func begin(_ request: TaskRequest, for live: LiveExecution, _ kernel: Kernel, _ turn: inout Turn) {
        if request.resource.pattern.waits {
            turn.put(Rows.ticket(request.task, of: live.owner), TaskTicket().json)
        }
        let look = turn.now.adding(milliseconds: Self.lookMilliseconds)
        turn.set(RuntimeTimer(owner: live.owner, number: ShellTimer.longCall, due: look, kind: .passive))
        let call = LongCalls.Call(owner: live.owner, task: request.task)
        turn.afterCommit { [self] in
            // An execution that was read from the store anew asks again for what is under way.
            guard longCalls.begin(call) else { return }
            let hold = ActivityHold(kernel.activity)
            hold.take()
            let task = Task {
                await withAnswer(to: request, for: live, kernel, hold) { await leave($0, for: live, kernel) }
                longCalls.end(call)
            }
            longCalls.attach(task, to: call)
        }
    }

    /// Sets the next look at an execution whose calls are still under way.
    func lookAgain(at owner: Owner, _ turn: inout Turn) {
        guard longCalls.areUnderWay(of: owner) else { return }
        let look = turn.now.adding(milliseconds: Self.lookMilliseconds)
        turn.set(RuntimeTimer(owner: owner, number: ShellTimer.longCall, due: look, kind: .passive))
    }

    /// Makes a call, waits for its answer and hands it on before virtual time can move; not at all where the runtime stops before.
    func withAnswer(
        to request: TaskRequest,
        for live: LiveExecution,
        _ kernel: Kernel,
        _ hold: ActivityHold,
        _ body: (Signal) async -> Void
    ) async {
        defer { hold.end() }
        let signal = await ActivityHold.$current.withValue(hold) { await answer(request, for: live, kernel) }
        if let signal, !Task.isCancelled { await body(signal) }
    }

    /// Makes a call and waits for its answer; `nil` where the runtime stops before.
    func answer(_ request: TaskRequest, for live: LiveExecution, _ kernel: Kernel) async -> Signal? {
        guard let operation = request.resource.operation,
            let integration = Integration.named(service: "aws-sdk:sfn", action: operation)
        else { return nil }
        while true {
            do throws(ServiceError) {
                let (effect, requestID) = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                    (turn.effect(), turn.uuid())
                }
                let call = SDKCall(requestID: requestID, time: kernel.clock.now)
                do throws(ServiceError) {
                    let asked = ServiceRequest(
                        service: integration.neighbour.door,
                        operation: integration.operation,
                        parameters: integration.input(from: request.parameters),
                        scope: try Self.scope(of: request, live),
                        cause: effect
                    )
                    let answer = try await kernel.answer(asked).output
                    return Self.signal(request, output: integration.result(from: answer, call))
                } catch {
                    // The runtime's end is no outcome: the next one makes the call again.
                    guard error != .runtimeStopped else { return nil }
                    return try Self.failure(of: request, integration, call, error)
                }
            } catch {
                guard error.isRetryable, error != .runtimeStopped else { return nil }
                let due = kernel.clock.now.adding(milliseconds: Self.retryDelayMilliseconds)
                await kernel.timers.nap(until: due)
                guard kernel.clock.now >= due else { return nil }
            }
        }
    }

    /// How long a call waits that could not be made.
    private static let retryDelayMilliseconds: Int64 = 500

    private func leave(_ signal: Signal, for live: LiveExecution, _ kernel: Kernel) async {
        guard let (task, word) = ExecutionInbox.Word.of(signal) else { return }
        await kernel.repeatedTurn { (turn) throws(ServiceError) in
            guard let header = try StoredHeader.read(live.owner, turn)?.header else { return }
            try ExecutionInbox.leave(word, about: task, for: header, live.owner, &turn)
        }
    }
}

extension ExecutionInbox.Word {
    /// What a signal is in the inbox.
    fileprivate static func of(_ signal: Signal) -> (task: TaskID, word: Self)? {
        switch signal {
        case .taskSucceeded(let task, let output): (task, .succeeded(output: output))
        case .taskSubmitted(let task, let output): (task, .submitted(output: output))
        case .taskFailed(let task, let error, let cause): (task, .failed(error: error, cause: cause))
        default: nil
        }
    }
}

/// The long calls that are under way in this process.
final class LongCalls: Sendable {
    struct Call: Sendable, Hashable {
        let owner: Owner
        let task: TaskID
    }

    /// The task that makes each call; `nil` until it is known.
    private let calls = Mutex<[Call: Task<Void, Never>?]>([:])

    /// Notes a call; returns whether it is new.
    func begin(_ call: Call) -> Bool {
        calls.withLock { calls in
            guard calls[call] == nil else { return false }
            calls.updateValue(nil, forKey: call)
            return true
        }
    }

    func attach(_ task: Task<Void, Never>, to call: Call) {
        calls.withLock { calls in
            // It may have ended meanwhile.
            if calls[call] != nil { calls.updateValue(task, forKey: call) }
        }
    }

    func end(_ call: Call) {
        calls.withLock { _ = $0.removeValue(forKey: call) }
    }

    /// Ends a call whose answer nobody wants any more: what it waits for goes to somebody else.
    func cancel(_ call: Call) {
        calls.withLock { $0.removeValue(forKey: call) ?? nil }?.cancel()
    }

    func areUnderWay(of owner: Owner) -> Bool {
        calls.withLock { $0.keys.contains { $0.owner == owner } }
    }
}

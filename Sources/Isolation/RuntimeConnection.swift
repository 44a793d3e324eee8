import Dispatch
import QuickstepPrimitives
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The pipes to the runtime, as the process of a handler has them.
final class RuntimeConnection: Sendable {
    private struct State {
        var numberNext = 1
        var waiters: [Int: CheckedContinuation<RuntimeMessage?, Never>] = [:]
        /// The latest time that the runtime told.
        var now = Timestamp(milliseconds: 0)
        /// When it did, by the machine's steady clock.
        var toldAt = ContinuousClock.now
        var rate = 0.0
    }

    private let input: FileDescriptor
    /// Messages are written whole, one after the other.
    private let output: Mutex<FileDescriptor>
    private let state = Mutex(State())
    private let reader = DispatchQueue(label: "quickstep.handlers")

    init(input: FileDescriptor, output: FileDescriptor) {
        self.input = input
        self.output = Mutex(output)
    }

    /// The calls that the runtime makes.
    ///
    /// A thread of its own reads them: when the runtime is gone, the process ends, whatever its handlers do.
    func listen() -> AsyncStream<(RemoteInvocation, Timestamp)> {
        let (calls, continuation) = AsyncStream.makeStream(of: (RemoteInvocation, Timestamp).self)
        reader.async { [self] in
            read { continuation.yield(($0, $1)) }
            _exit(0)
        }
        return calls
    }

    private func read(_ invoke: (RemoteInvocation, Timestamp) -> Void) {
        var frames = FrameReader()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { piece.deallocate() }
        while let count = try? input.read(into: piece), count > 0 {
            frames.append(piece[..<count])
            do throws(FrameError) {
                while let json = try frames.next() {
                    guard let message = RuntimeMessage(json) else { return }
                    switch message {
                    case .invoke(let call, let now): invoke(call, now)
                    case .answer(let number, _, let now), .refusal(let number, _, let now),
                        .woke(let number, _, let now):
                        note(now)
                        let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
                        waiter?.resume(returning: message)
                    }
                }
            } catch {
                return
            }
        }
    }

    /// Tells the runtime something.
    ///
    /// Returns whether that was small enough to be told.
    @discardableResult
    func send(_ message: HandlerMessage) -> Bool {
        guard let frame = Frame.encode(message.json) else { return false }
        output.withLock { output in
            // Nobody reads: the runtime is gone.
            if (try? output.writeAll(frame)) == nil { _exit(0) }
        }
        return true
    }

    /// Asks the runtime for something and waits for its answer; `nil` where that was too large to be asked.
    ///
    /// - Parameters:
    ///   - message: Makes the message of a number.
    ///   - takingBack: Whether the wait ends, without an answer, when the task is cancelled. Default: it does not.
    /// - Returns: The answer.
    func ask(_ message: (Int) -> HandlerMessage, takingBack: Bool = false) async -> RuntimeMessage? {
        let number = state.withLock { state in
            defer { state.numberNext += 1 }
            return state.numberNext
        }
        let message = message(number)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.waiters[number] = continuation }
                if !send(message) || (takingBack && Task.isCancelled) { giveUp(number) }
            }
        } onCancel: {
            if takingBack { giveUp(number) }
        }
    }

    /// Nobody waits for the answer of that number any more.
    private func giveUp(_ number: Int) {
        guard let waiter = state.withLock({ $0.waiters.removeValue(forKey: number) }) else { return }
        send(.wake(number))
        waiter.resume(returning: nil)
    }

    // MARK: The clock

    /// The runtime's time, told with a call: it runs on from there as fast as the runtime's clock.
    func note(_ now: Timestamp, rate: Double) {
        state.withLock { $0.rate = rate }
        note(now)
    }

    private func note(_ now: Timestamp) {
        state.withLock { state in
            state.now = max(state.now, now)
            state.toldAt = .now
        }
    }

    /// The time on the runtime's clock, as far as it is known here.
    var now: Timestamp {
        state.withLock { state in
            let elapsed = (ContinuousClock.now - state.toldAt) / .milliseconds(1) * state.rate
            return state.now.adding(milliseconds: Int64(min(max(elapsed, 0), 1e15)))
        }
    }
}

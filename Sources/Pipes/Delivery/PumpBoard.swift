import Synchronization

/// Which pipes are at work, and which queues they listen to.
///
/// Held in memory; a start makes it anew from the rows.
final class PumpBoard: Sendable {
    private enum Pump {
        case running
        /// Something happened since it looked: it looks once more before it stops.
        case runningWanted
    }

    private struct State {
        var pumps: [PipeAddress: Pump] = [:]
        var routes: [String: Set<PipeAddress>] = [:]
    }

    private let state = Mutex(State())

    /// Notes that a running pipe listens to a queue.
    func listen(_ pipe: PipeAddress, to queue: String) {
        state.withLock { _ = $0.routes[queue, default: []].insert(pipe) }
    }

    /// Notes that a pipe does not listen to a queue any more.
    func stopListening(_ pipe: PipeAddress, to queue: String) {
        state.withLock { state in
            state.routes[queue]?.remove(pipe)
            if state.routes[queue]?.isEmpty == true { state.routes[queue] = nil }
        }
    }

    /// The pipes that listen to a queue, by name.
    func listeners(to queue: String) -> [PipeAddress] {
        state.withLock { $0.routes[queue] ?? [] }.sorted { $0.arn < $1.arn }
    }

    /// Every pipe that listens, by name.
    var listeners: [PipeAddress] {
        Set(state.withLock { state in state.routes.values.flatMap { $0 } }).sorted { $0.arn < $1.arn }
    }

    /// Asks for a pipe to look at its queue.
    ///
    /// Returns whether the caller must start it, for it is not at work.
    func want(_ pipe: PipeAddress) -> Bool {
        state.withLock { state in
            let isIdle = state.pumps[pipe] == nil
            state.pumps[pipe] = isIdle ? .running : .runningWanted
            return isIdle
        }
    }

    /// Asks whether a pipe that found nothing may stop.
    ///
    /// Returns false where it must look once more.
    func mayStop(_ pipe: PipeAddress) -> Bool {
        state.withLock { state in
            let isWanted = state.pumps[pipe] == .runningWanted
            state.pumps[pipe] = isWanted ? .running : nil
            return !isWanted
        }
    }
}

import Synchronization

/// Publishes every committed notice to whoever listens, and never waits for a listener.
package final class RuntimeBus: Sendable {
    private struct Subscriber {
        let continuation: AsyncStream<Notice>.Continuation
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var nextID = 0
        var published = 0
        var dropped = 0
        /// Nothing comes any more; who subscribes now has nothing to wait for.
        var isClosed = false
        var observers: [@Sendable (Notice) -> Void] = []
        var observersWantDetails = false
    }

    private let state = Mutex(State())

    package init() {}

    /// A stream of what is published from now on.
    ///
    /// - Parameter bufferSize: How many notices may wait. Past that the oldest is dropped and counted.
    /// - Returns: The stream. It ends when the bus is closed, and has ended where it was closed before.
    package func subscribe(bufferSize: Int = 4096) -> AsyncStream<Notice> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Notice.self,
            bufferingPolicy: .bufferingNewest(bufferSize)
        )
        let id = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.subscribers[state.nextID] = Subscriber(continuation: continuation)
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers[id] = nil }
        }
        return stream
    }

    /// Calls `observer` for each notice, in commit order, on the committer's path: it must only take note and return.
    ///
    /// - Parameters:
    ///   - wantsDetails: Whether notices are made for it that only listeners need. Default: it takes what is there.
    ///   - observer: Who takes note.
    package func observe(wantsDetails: Bool = false, _ observer: @escaping @Sendable (Notice) -> Void) {
        state.withLock { state in
            state.observers.append(observer)
            if wantsDetails { state.observersWantDetails = true }
        }
    }

    /// Whether anybody reads a stream, or observes the details.
    ///
    /// What only listeners need is not made while nobody does.
    package var hasListeners: Bool {
        state.withLock { !$0.subscribers.isEmpty || $0.observersWantDetails }
    }

    /// How many notices were published so far: a subscriber that has taken as many since it began has taken all.
    package var published: Int { state.withLock { $0.published } }

    /// How many notices were dropped because a subscriber was behind.
    package var dropped: Int { state.withLock { $0.dropped } }

    package func publish(_ notices: [Notice]) {
        guard !notices.isEmpty else { return }
        let observers = state.withLock { state in
            state.published += notices.count
            for subscriber in state.subscribers.values {
                for notice in notices {
                    if case .dropped = subscriber.continuation.yield(notice) { state.dropped += 1 }
                }
            }
            return state.observers
        }
        for observer in observers {
            for notice in notices { observer(notice) }
        }
    }

    /// Ends every subscriber's stream, and those of later subscribers from their beginning.
    package func close() {
        let continuations = state.withLock { state in
            state.isClosed = true
            return state.subscribers.values.map(\.continuation)
        }
        for continuation in continuations { continuation.finish() }
    }
}

import Synchronization

/// Publishes every committed notice to whoever listens, and never waits for a listener.
package final class RuntimeBus: Sendable {
    private struct Subscriber {
        let continuation: AsyncStream<Notice>.Continuation
        var dropped = 0
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var nextID = 0
        var published = 0
        /// Nothing comes any more; who subscribes now has nothing to wait for.
        var isClosed = false
        var observers: [@Sendable (Notice) -> Void] = []
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
    package func observe(_ observer: @escaping @Sendable (Notice) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Whether anybody reads a stream.
    ///
    /// What only listeners need is not made while nobody does.
    package var hasListeners: Bool {
        state.withLock { !$0.subscribers.isEmpty }
    }

    /// How many notices were published so far: a subscriber that has taken as many since it began has taken all.
    package var published: Int { state.withLock { $0.published } }

    /// How many notices were dropped because a subscriber was behind.
    package var dropped: Int {
        state.withLock { state in state.subscribers.values.reduce(0) { $0 + $1.dropped } }
    }

    package func publish(_ notices: [Notice]) {
        guard !notices.isEmpty else { return }
        let observers = state.withLock { state in
            state.published += notices.count
            for id in state.subscribers.keys {
                for notice in notices {
                    if case .dropped = state.subscribers[id]?.continuation.yield(notice) {
                        state.subscribers[id]?.dropped += 1
                    }
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

import Dispatch
import Synchronization

/// A list that handlers write to.
final class Tally<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock { $0 } }

    func append(_ element: Element) {
        elements.withLock { $0.append(element) }
    }
}

/// How many are inside at the same time.
final class Crowd: Sendable {
    private let state = Mutex((inside: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock { state in
            state.inside += 1
            state.most = max(state.most, state.inside)
        }
    }

    func leave() {
        state.withLock { $0.inside -= 1 }
    }
}

/// Blocks the threads that come to it until it is opened.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() {
        semaphore.wait()
        // Lets the next one through as well.
        semaphore.signal()
    }

    func open() {
        semaphore.signal()
    }
}

/// What a test tells a handler that never looks up.
final class Flag: Sendable {
    private let value = Atomic(true)

    var isUp: Bool { value.load(ordering: .relaxed) }

    func lower() {
        value.store(false, ordering: .relaxed)
    }
}

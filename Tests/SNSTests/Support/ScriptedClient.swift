import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// Stands for the web: answers as it is told, writes down what it is sent and when, and can keep a URL waiting.
final class ScriptedClient: WebClient {
    struct Request: Sendable {
        let post: WebPost
        let time: Timestamp

        var json: JSONValue { (try? JSONValue.parse(bytes: post.body)) ?? .null }

        func header(_ name: String) -> String? { post.headers.first { $0.name == name }?.value }
    }

    private struct State {
        var clock: RuntimeClock?
        var requests: [Request] = []
        var answers: [WebAnswer] = []
        var isHeld: Set<String> = []
        var held: [CheckedContinuation<Void, Never>] = []
        var underWay = 0
        var underWayMost = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// - Parameter answers: What it answers, in order; then 200 for ever.
    init(_ answers: [WebAnswer] = []) {
        state.withLock { $0.answers = answers }
    }

    func watch(_ clock: RuntimeClock) { state.withLock { $0.clock = clock } }

    var requests: [Request] { state.withLock { $0.requests } }
    var underWayMost: Int { state.withLock { $0.underWayMost } }

    /// Lets requests to a URL wait until `release`.
    func hold(_ url: String) { _ = state.withLock { $0.isHeld.insert(url) } }

    func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHeld = []
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Waits until as many requests have come.
    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.requests.count < count else { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func send(_ post: WebPost) async -> WebAnswer {
        let (answer, isHeld, ready) = state.withLock { state in
            let time = state.clock?.now ?? Timestamp(milliseconds: 0)
            state.requests.append(Request(post: post, time: time))
            state.underWay += 1
            state.underWayMost = max(state.underWayMost, state.underWay)
            let ready = state.watchers.filter { $0.count <= state.requests.count }.map(\.continuation)
            state.watchers.removeAll { $0.count <= state.requests.count }
            let answer = state.answers.isEmpty ? WebAnswer.status(200) : state.answers.removeFirst()
            return (answer, state.isHeld.contains(post.url), ready)
        }
        for continuation in ready { continuation.resume() }
        if isHeld {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.isHeld.contains(post.url) else { return true }
                    state.held.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        }
        state.withLock { $0.underWay -= 1 }
        return answer
    }
}

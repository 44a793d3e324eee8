import Synchronization

/// Notes texts in the order in which they come.
final class Log: Sendable {
    private let content = Mutex<[String]>([])

    var texts: [String] { content.withLock { $0 } }

    func note(_ text: String) {
        content.withLock { $0.append(text) }
    }
}

package import Logging
package import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// One line that a handler logged.
package struct LogLine: Sendable, Equatable {
    /// On the runtime's clock.
    package let time: Timestamp
    package let level: Logger.Level
    /// The message, with its metadata behind it as `key=value`.
    package let text: String

    package init(time: Timestamp, level: Logger.Level, text: String) {
        self.time = time
        self.level = level
        self.text = text
    }
}

extension LogLine {
    /// What is kept of an event: the message, with its own metadata and the logger's behind it.
    package static func text(of event: LogEvent, _ metadata: Logger.Metadata) -> String {
        let metadata = metadata.merging(event.metadata ?? [:]) { _, newer in newer }
        var text = event.message.description
        if let error = event.error { text += " error=\(error)" }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(value)" }
        return text
    }
}

/// Gathers what a handler logs during one call.
final class InvocationLog: Sendable {
    private struct State {
        var lines: [LogLine] = []
        var dropped = 0
    }

    private let clock: RuntimeClock
    private let observer: @Sendable (LogLine) -> Void
    private let state = Mutex(State())

    init(clock: RuntimeClock, observer: @escaping @Sendable (LogLine) -> Void) {
        self.clock = clock
        self.observer = observer
    }

    /// The lines, in order.
    ///
    /// What was logged past the bound is counted in a last line.
    var lines: [LogLine] {
        state.withLock { state in
            guard state.dropped > 0 else { return state.lines }
            let text = "\(state.dropped) more lines were not kept."
            return state.lines + [LogLine(time: clock.now, level: .warning, text: text)]
        }
    }

    func append(_ level: Logger.Level, _ text: String) {
        let line = LogLine(time: clock.now, level: level, text: text)
        state.withLock { state in
            if state.lines.count < FunctionLimits.logLinesMax {
                state.lines.append(line)
            } else {
                state.dropped += 1
            }
        }
        observer(line)
    }

    /// A logger whose lines come here.
    func logger(label: String, level: Logger.Level) -> Logger {
        Logger(label: label) { _ in InvocationLogHandler(log: self, logLevel: level) }
    }
}

private struct InvocationLogHandler: LogHandler {
    let log: InvocationLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(log: InvocationLog, logLevel: Logger.Level) {
        self.log = log
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.append(event.level, LogLine.text(of: event, metadata))
    }
}

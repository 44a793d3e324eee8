import Logging
import QuickstepPrimitives
import QuickstepServiceKit

/// Writes the log to standard error, one line an event, as `name=value` pairs.
struct ConsoleLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var metadata = metadata.merging(event.metadata ?? [:]) { _, newer in newer }
        if let error = event.error { metadata["error"] = "\(error)" }
        let message = event.message.description
        // The machine's time: the runtime's own, where it is another, is in the metadata.
        Console.standard.say(LogText.line(at: RuntimeClock.wallClock(), event.level, message, metadata))
    }
}

/// The text of a line of the log.
enum LogText {
    /// `time=… level=warning msg=ExecutionEnded execution=… error="Out of stock"`: metadata in the order of its names.
    static func line(
        at time: Timestamp,
        _ level: Logger.Level,
        _ message: String,
        _ metadata: Logger.Metadata
    ) -> String {
        var line = "time=\(time.iso8601) level=\(level.rawValue) msg=\(value(message))"
        for (name, metadata) in metadata.sorted(by: { $0.key < $1.key }) {
            line += " \(name)=\(value(metadata.description))"
        }
        return line
    }

    /// A value as it is where that is plain, and else in quotation marks, so that one event is always one line.
    private static func value(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C && $0 != 0x3D }
        guard text.isEmpty || !isPlain else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            // What would move a terminal's cursor is shown, not done.
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                quoted += "\\u{\(String(scalar.value, radix: 16))}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

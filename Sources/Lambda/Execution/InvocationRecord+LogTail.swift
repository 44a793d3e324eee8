import Logging
import QuickstepPrimitives

extension InvocationRecord {
    /// The end of the log as Lambda writes it: what the handler logged, between the lines that begin and end a call.
    ///
    /// How much memory a call took is not known here, so its report does not say.
    package var logTail: String {
        let milliseconds = duration.hundredthsOfMilliseconds
        let billed = (milliseconds + 99) / 100
        let hundredths = milliseconds % 100
        var text = "START RequestId: \(requestID) Version: \(FunctionReference.latest)\n"
        for line in log {
            text += "\(line.time.iso8601)\t\(requestID)\t\(line.level.rawValue.uppercased())\t\(line.text)\n"
        }
        text += "END RequestId: \(requestID)\n"
        text += "REPORT RequestId: \(requestID)\tDuration: \(milliseconds / 100)."
        text += "\(hundredths < 10 ? "0" : "")\(hundredths) ms\tBilled Duration: \(billed) ms\t\n"
        return String(decoding: text.utf8.suffix(FunctionLimits.logTailBytesMax), as: UTF8.self)
    }
}

extension Duration {
    fileprivate var hundredthsOfMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return min(max(seconds, 0), 1_000_000) * 100_000 + max(attoseconds, 0) / 10_000_000_000_000
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// Shows an execution while it runs, a line for each state that is left, retried or waited in.
struct ProgressPrinter: Sendable {
    let console: Console
    let runtime: Runtime
    let clock: ClockOption

    /// A Wait longer than this says how to skip it.
    private static let longWaitMilliseconds: Int64 = 10_000

    /// Prints what a stream brings until it ends.
    func follow(_ notices: AsyncStream<Notice>) -> Task<Void, Never> {
        Task {
            var entered = Entered()
            for await notice in notices where notice.service == "states" {
                if let line = line(for: notice, &entered) { console.say(line.trimmedAtEnd) }
            }
        }
    }

    /// The states that were entered and not yet left.
    private struct Entered {
        var times: [String: Timestamp] = [:]
        /// By execution and path: the state that is being run there.
        var states: [String: String] = [:]
    }

    private func line(for notice: Notice, _ entered: inout Entered) -> String? {
        let style = console.style
        let details = notice.detail["details"]
        let path = notice.detail["path"]?.stringValue ?? ""
        let level = "\(notice.effect) \(path)"
        let state = details?["name"]?.stringValue ?? entered.states[level] ?? ""
        let place = (path.isEmpty ? state : "\(path) \(state)").printable
        switch notice.event {
        case "ExecutionStarted" where notice.phase == .began:
            let machine = notice.detail["stateMachine"]?.stringValue ?? ""
            return "▸ \(style.bold(machine)) \(style.dim(notice.subject))"
        case let event where event.hasSuffix("StateEntered"):
            entered.times[level] = notice.time
            entered.states[level] = state
            return waiting(notice, place)
        case let event where event.hasSuffix("StateExited"):
            let span = entered.times.removeValue(forKey: level).map { notice.time.milliseconds(since: $0) } ?? 0
            return "  \(style.green("✓")) \(place)  \(style.dim(Self.text(milliseconds: span)))"
        case "retryScheduled":
            let until = notice.detail["until"]?.intValue.map { Timestamp(milliseconds: Int64($0)) }
            let span = until?.milliseconds(since: notice.time) ?? 0
            return "  \(style.yellow("↻")) \(place)  retry in \(Self.text(milliseconds: span))"
        case let event where event.hasSuffix("Failed") || event.hasSuffix("TimedOut"):
            let error = details?["error"]?.stringValue ?? ""
            return error.isEmpty ? nil : "  \(style.red("✗")) \(state.isEmpty ? event : place)  \(error.printable)"
        case "ExecutionEnded":
            let status = notice.detail["status"]?.stringValue ?? ""
            let word = notice.phase == .succeeded ? style.green(status) : style.red(status)
            return "\(word) \(style.dim(notice.subject))"
        default:
            return nil
        }
    }

    private func waiting(_ notice: Notice, _ place: String) -> String? {
        guard let until = notice.detail["until"]?.intValue.map({ Timestamp(milliseconds: Int64($0)) }) else {
            return nil
        }
        let span = until.milliseconds(since: notice.time)
        guard span > 0 else { return nil }
        var text = "  \(console.style.dim("…")) \(place)  waiting until \(until.iso8601)"
        if span > Self.longWaitMilliseconds, clock == .real {
            text += " (\(Self.text(milliseconds: span)); --clock virtual skips it)"
        }
        return text
    }

    /// A short span as a person says it.
    static func text(duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        guard milliseconds < 10 else { return text(milliseconds: milliseconds) }
        let tenths = attoseconds / 100_000_000_000_000 + seconds * 10_000
        return "\(tenths / 10).\(tenths % 10) ms"
    }

    /// A span as a person says it.
    static func text(milliseconds: Int64) -> String {
        switch milliseconds {
        case ..<1000: "\(milliseconds) ms"
        case ..<60_000: "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        case ..<3_600_000: "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1000) s"
        case ..<86_400_000: "\(milliseconds / 3_600_000) h \(milliseconds % 3_600_000 / 60_000) min"
        default: "\(milliseconds / 86_400_000) d \(milliseconds % 86_400_000 / 3_600_000) h"
        }
    }
}

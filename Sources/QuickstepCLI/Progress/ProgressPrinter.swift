import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// Shows executions while they run, a line for each state that is left, retried or waited in.
struct ProgressPrinter {
    let console: Console
    let clock: ClockOption
    /// Whether each line says which execution it is about.
    var namesExecutions = false

    /// The states that were entered and not yet left, by execution and path.
    private var entered: [String: Entered] = [:]

    /// When something was last said of each map run.
    private var mapRuns: [String: Timestamp] = [:]
    /// How long a map run must go on before the next line about it.
    private static let mapRunPauseMilliseconds: Int64 = 1000

    private var storeTrouble = StoreTrouble()

    private struct Entered {
        let execution: EffectID
        let state: String
        let time: Timestamp
        var isMarked = false
    }

    init(console: Console, clock: ClockOption, namesExecutions: Bool = false) {
        self.console = console
        self.clock = clock
        self.namesExecutions = namesExecutions
    }

    /// Prints what a stream brings until it ends.
    func follow(_ notices: AsyncStream<Notice>) -> Task<Void, Never> {
        Task {
            var printer = self
            for await notice in notices { printer.show(notice) }
        }
    }

    /// Prints what one notice brings.
    mutating func show(_ notice: Notice) {
        if notice.service == "states" {
            for line in lines(for: notice) { console.say(line.trimmedAtEnd) }
        } else if let text = Announcement.text(notice) {
            if notice.service == "runtime" {
                storeTrouble.say(text, console)
            } else {
                console.say("  \(console.style.red("✗")) \(text)")
            }
        }
    }

    private mutating func lines(for notice: Notice) -> [String] {
        // Of the executions of a map run, the counts are enough.
        guard !Self.isOfMapRun(notice) else { return [] }
        let style = console.style
        let details = notice.detail["details"]
        let path = notice.detail["path"]?.stringValue ?? ""
        let level = "\(notice.effect) \(path)"
        let state = details?["name"]?.stringValue ?? entered[level]?.state ?? notice.detail["state"]?.stringValue ?? ""
        let place = place(path, state, notice)
        switch notice.event {
        case "ExecutionStarted" where notice.phase == .began:
            let machine = notice.detail["stateMachine"]?.stringValue ?? ""
            return ["▸ \(style.bold(machine)) \(style.dim(notice.subject))"]
        case let event where event.hasSuffix("StateEntered"):
            entered[level] = Entered(execution: notice.effect, state: state, time: notice.time)
            guard let until = Announcement.waitsUntil(notice) else { return [] }
            let wait = Announcement.text(waitingUntil: until, from: notice.time, clock: clock)
            return ["  \(style.dim("…")) \(place)  \(wait)"]
        case let event where event.hasSuffix("StateExited"):
            // A state that an earlier process entered has no span that would mean anything here.
            let left = entered.removeValue(forKey: level)
            let span = left.map { Self.text(milliseconds: notice.time.milliseconds(since: $0.time)) } ?? ""
            // An error that was caught leaves its mark.
            let mark = left?.isMarked == true ? style.yellow("!") : style.green("✓")
            return ["  \(mark) \(place)  \(style.dim(span))"]
        case let event where event.hasSuffix("Succeeded"):
            entered[level]?.isMarked = false
            return []
        case "retryScheduled":
            let span = Announcement.waitsUntil(notice)?.milliseconds(since: notice.time) ?? 0
            return ["  \(style.yellow("↻")) \(place)  retry in \(Self.text(milliseconds: span))"]
        case let event where event.hasSuffix("Failed") || event.hasSuffix("TimedOut"):
            guard let error = details?["error"]?.stringValue, !error.isEmpty else { return [] }
            entered[level]?.isMarked = true
            // After a restart the state was entered in another process: the execution and the event have to do.
            let subject = state.isEmpty ? "\(notice.subject) \(event)" : place
            return ["  \(style.red("✗")) \(subject)  \(error.printable)"]
        case "ExecutionEnded":
            let status = notice.detail["status"]?.stringValue ?? ""
            let word = notice.phase == .succeeded ? style.green(status) : style.red(status)
            return unmarked(notice) + ["\(word) \(style.dim(notice.subject))"]
        case "MapRunProgressed", "MapRunEnded":
            return mapRun(notice)
        case "ExecutionQuarantined":
            return ["  \(style.red("✗")) \(notice.subject)  \((notice.detail["reason"]?.stringValue ?? "").printable)"]
        default:
            return []
        }
    }

    /// How far a map run is: at its end, and now and then before.
    private mutating func mapRun(_ notice: Notice) -> [String] {
        let style = console.style
        let run = notice.detail["mapRunArn"]?.stringValue ?? ""
        let hasEnded = notice.event == "MapRunEnded"
        let last = mapRuns[run] ?? notice.time
        mapRuns[run] = mapRuns[run] ?? notice.time
        guard hasEnded || notice.time.milliseconds(since: last) >= Self.mapRunPauseMilliseconds else { return [] }
        mapRuns[run] = hasEnded ? nil : notice.time
        let counts = ["succeeded", "failed", "running"].compactMap { name -> String? in
            guard let count = notice.detail[name]?.intValue, count > 0 else { return nil }
            return "\(count) \(name)"
        }
        let mark = hasEnded ? "•" : "…"
        return ["  \(style.dim(mark)) \(notice.subject.printable)  \(style.dim(counts.joined(separator: ", ")))"]
    }

    /// Whether a notice is of an execution that a map run started: its machine has a label behind its name.
    private static func isOfMapRun(_ notice: Notice) -> Bool {
        notice.detail["executionArn"]?.stringValue?.contains("/") ?? false
    }

    /// The states in which a failed execution ended and that nothing was said of yet.
    private mutating func unmarked(_ notice: Notice) -> [String] {
        let left = entered.filter { $0.value.execution == notice.effect }.sorted { $0.key < $1.key }
        for (level, _) in left { entered[level] = nil }
        guard notice.phase == .failed else { return [] }
        return left.filter { !$0.value.isMarked }.map { level, state in
            let path = level.dropFirst("\(notice.effect) ".count)
            return "  \(console.style.red("✗")) \(place(String(path), state.state, notice))"
        }
    }

    private func place(_ path: String, _ state: String, _ notice: Notice) -> String {
        let place = (path.isEmpty ? state : "\(path) \(state)").printable
        return namesExecutions ? "\(console.style.dim(notice.subject)) \(place)" : place
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

import QuickstepJSON
import QuickstepPrimitives

/// Reads the journal rows of one execution, in order.
package struct StepDecoder: Sendable {
    private(set) var window = PayloadWindow()

    /// Rows hold payloads a few levels down, and many of them: both limits are wider than those of one payload.
    private static let limits = JSONLimits(maxDepth: JSONLimits.standard.maxDepth + 16, maxBytes: .max)

    package init() {}

    /// The step of the next row.
    ///
    /// - Throws: `MachineFault.damagedJournal`, or `MachineFault.newerJournal` where a code is unknown.
    package mutating func decode(_ row: [UInt8]) throws(MachineFault) -> Step {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue.parse(bytes: row, limits: Self.limits)
        } catch {
            throw .damagedJournal("a row is not JSON: \(error.message)")
        }
        let reader = try JournalReader(value, "a step")
        let signal = try signal(JournalReader(reader.object[JournalMember.signal], "the signal"))
        let time = try reader.time(JournalMember.time)
        guard let rows = reader.object[JournalMember.events]?.arrayValue else {
            throw .damagedJournal("the events are missing")
        }
        var events: [Event] = []
        events.reserveCapacity(rows.count)
        for row in rows {
            events.append(try event(JournalReader(row, "an event")))
        }
        return Step(signal: signal, time: time, events: events)
    }

    private mutating func signal(_ reader: JournalReader) throws(MachineFault) -> Signal {
        let text = try reader.text(JournalMember.code)
        guard let code = SignalCode(rawValue: text) else { throw .newerJournal("it has a signal '\(text)'") }
        switch code {
        case .start:
            return .start
        case .resume:
            return .resume
        case .timerFired:
            return .timerFired(TimerID(try reader.number(JournalMember.timer)))
        case .taskAccepted:
            return .taskAccepted(TaskID(try reader.number(JournalMember.task)))
        case .taskRefused:
            return .taskRefused(
                TaskID(try reader.number(JournalMember.task)),
                cause: try reader.text(JournalMember.cause)
            )
        case .activityStarted:
            return .activityStarted(
                TaskID(try reader.number(JournalMember.task)),
                worker: try reader.optionalText(JournalMember.worker)
            )
        case .taskSubmitted:
            let task = TaskID(try reader.number(JournalMember.task))
            return .taskSubmitted(task, output: try reader.payload(JournalMember.output, &window))
        case .heartbeatReceived:
            return .heartbeatReceived(TaskID(try reader.number(JournalMember.task)))
        case .taskSucceeded:
            let task = TaskID(try reader.number(JournalMember.task))
            return .taskSucceeded(task, output: try reader.payload(JournalMember.output, &window))
        case .taskFailed:
            return .taskFailed(
                TaskID(try reader.number(JournalMember.task)),
                error: try reader.optionalText(JournalMember.error),
                cause: try reader.optionalText(JournalMember.cause)
            )
        case .mapRunSucceeded:
            let run = TaskID(try reader.number(JournalMember.task))
            return .mapRunSucceeded(run, output: try reader.payload(JournalMember.output, &window))
        case .mapRunFailed:
            return .mapRunFailed(
                TaskID(try reader.number(JournalMember.task)),
                error: try reader.text(JournalMember.error),
                cause: try reader.optionalText(JournalMember.cause)
            )
        case .redrive:
            return .redrive
        case .stop:
            return .stop(
                error: try reader.optionalText(JournalMember.error),
                cause: try reader.optionalText(JournalMember.cause)
            )
        }
    }

    private mutating func event(_ reader: JournalReader) throws(MachineFault) -> Event {
        let text = try reader.text(JournalMember.code)
        guard let code = ChangeCode(rawValue: text) else { throw .newerJournal("it has an event '\(text)'") }
        let sequence = try reader.number(JournalMember.sequence)
        return Event(
            sequence: sequence,
            id: try reader.optionalNumber(JournalMember.id),
            previousID: try reader.number(JournalMember.previousID),
            frame: FrameID(try reader.optionalNumber(JournalMember.frame) ?? 0),
            change: try reader.change(code, sequence: sequence, &window)
        )
    }
}

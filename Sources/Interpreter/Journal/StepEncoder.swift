import QuickstepJSON

/// Writes the steps of one execution, in order, as journal rows.
///
/// `JournalMember` says how a row looks.
package struct StepEncoder: Sendable {
    private var window = PayloadWindow()

    /// For an execution whose journal is empty.
    package init() {}

    /// For an execution whose journal was read by `decoder` up to its end.
    package init(continuing decoder: StepDecoder) {
        window = decoder.window
    }

    /// The row of the next step: compact JSON in UTF-8.
    package mutating func encode(_ step: Step) -> [UInt8] {
        var writer = JournalWriter(window: window)
        writer.beginObject()
        writer.beginObject(JournalMember.signal)
        writer.signal(step.signal)
        writer.endObject()
        writer.time(JournalMember.time, step.time)
        writer.beginArray(JournalMember.events)
        for event in step.events {
            writer.beginObject()
            writer.event(event)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        window = writer.window
        return writer.bytes
    }
}

extension JournalWriter {
    fileprivate mutating func signal(_ signal: Signal) {
        code(signal.code.rawValue)
        switch signal {
        case .start, .resume, .redrive:
            break
        case .timerFired(let timer):
            number(JournalMember.timer, timer.sequence)
        case .taskAccepted(let task), .heartbeatReceived(let task):
            number(JournalMember.task, task.sequence)
        case .taskRefused(let task, let cause):
            number(JournalMember.task, task.sequence)
            text(JournalMember.cause, cause)
        case .activityStarted(let task, let worker):
            number(JournalMember.task, task.sequence)
            text(JournalMember.worker, worker)
        case .taskSubmitted(let task, let output), .taskSucceeded(let task, let output):
            number(JournalMember.task, task.sequence)
            payload(JournalMember.output, output)
        case .taskFailed(let task, let error, let cause):
            number(JournalMember.task, task.sequence)
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
        case .mapRunSucceeded(let run, let output):
            number(JournalMember.task, run.sequence)
            payload(JournalMember.output, output)
        case .mapRunFailed(let run, let error, let cause):
            number(JournalMember.task, run.sequence)
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
        case .stop(let error, let cause):
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
        }
    }

    fileprivate mutating func event(_ event: Event) {
        code(event.change.code.rawValue)
        number(JournalMember.sequence, event.sequence)
        number(JournalMember.id, event.id)
        number(JournalMember.previousID, event.previousID)
        number(JournalMember.frame, event.frame == .root ? nil : event.frame.number)
        change(event.change)
    }
}

extension Signal {
    fileprivate var code: SignalCode {
        switch self {
        case .start: .start
        case .resume: .resume
        case .timerFired: .timerFired
        case .taskAccepted: .taskAccepted
        case .taskRefused: .taskRefused
        case .activityStarted: .activityStarted
        case .taskSubmitted: .taskSubmitted
        case .heartbeatReceived: .heartbeatReceived
        case .taskSucceeded: .taskSucceeded
        case .taskFailed: .taskFailed
        case .mapRunSucceeded: .mapRunSucceeded
        case .mapRunFailed: .mapRunFailed
        case .redrive: .redrive
        case .stop: .stop
        }
    }
}

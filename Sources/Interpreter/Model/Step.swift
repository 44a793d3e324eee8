package import QuickstepPrimitives

/// One row of the journal: a signal, when it was handled, and everything that followed from it.
package struct Step: Sendable, Equatable {
    package let signal: Signal
    package let time: Timestamp
    package let events: [Event]

    package init(signal: Signal, time: Timestamp, events: [Event]) {
        self.signal = signal
        self.time = time
        self.events = events
    }
}

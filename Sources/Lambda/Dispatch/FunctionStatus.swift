package import QuickstepServiceKit

/// How a function stands.
package struct FunctionStatus: Sendable, Equatable {
    package let scope: Scope
    package let name: String
    /// Calls that run, or wait for our clock or services.
    package let running: Int
    /// Calls that are past their timeout or were cancelled, and whose handlers have not returned: each holds a place.
    package let stuck: Int
    /// Calls that wait for a place.
    package let queued: Int

    package init(scope: Scope, name: String, running: Int, stuck: Int, queued: Int) {
        self.scope = scope
        self.name = name
        self.running = running
        self.stuck = stuck
        self.queued = queued
    }
}

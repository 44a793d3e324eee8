package import QuickstepServiceKit

/// Runs what handlers do, apart from everything else.
package protocol HandlerLanes: Sendable {
    /// Runs a function's job as soon as there is a place for it.
    func run(for lane: HandlerLane, _ job: @escaping @Sendable () -> Void)
}

/// Whose handlers a job belongs to: one function, in one account and Region.
package struct HandlerLane: Sendable, Hashable {
    let scope: Scope
    let function: String

    package init(scope: Scope = .standard, function: String) {
        self.scope = scope
        self.function = function
    }
}

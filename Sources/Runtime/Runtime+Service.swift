public import ServiceLifecycle

extension Runtime: ServiceLifecycle.Service {
    /// Runs until the runtime has stopped: by `stop()`, by the graceful shutdown of the service group that it is in, or because the task
    /// is cancelled.
    ///
    /// Whoever waits for an answer of the runtime gets one as it stops, so in a group the runtime comes after what answers clients: groups
    /// stop their services in the reverse order.
    public func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await waitUntilStopped()
        } onCancelOrGracefulShutdown: { [self] in
            Task { await stop() }
        }
        await stop()
    }
}

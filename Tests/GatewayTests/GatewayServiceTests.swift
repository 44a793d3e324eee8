import Logging
import QuickstepPrometheus
import QuickstepRuntime
import ServiceLifecycle
import Testing

@testable import QuickstepGateway

/// The endpoint as a part that runs for long.
@Suite(.timeLimit(.minutes(2)))
struct GatewayServiceTests {
    private let ports: AsyncStream<Int>
    private let port: AsyncStream<Int>.Continuation

    init() {
        (ports, port) = AsyncStream.makeStream(of: Int.self)
    }

    @Test func `in a group it ends with the group, after the runtime`() async throws {
        let runtime = try await Runtime.start()
        let gateway = Gateway(runtime, port: 0, metrics: PrometheusMetrics()) { [port] in port.yield($0) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(services: [gateway, runtime], logger: logger)
        let running = Task { try await group.run() }
        let taken = await ports.first { _ in true }
        #expect(try #require(taken) > 0)
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test func `alone it ends when its task is cancelled`() async throws {
        let runtime = try await Runtime.start()
        let gateway = Gateway(runtime, port: 0) { [port] in port.yield($0) }
        let running = Task { try await gateway.run() }
        _ = await ports.first { _ in true }
        running.cancel()
        _ = await running.result
        await runtime.stop()
    }
}

import Logging
import QuickstepGateway
import QuickstepJSON
import QuickstepLambda
import QuickstepRuntime
import QuickstepServiceKit
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The process that is put under load: what `quickstep serve` is, with functions of its own, and a short retention.
package struct SoakServer: Sendable {
    /// A fault to plant, to prove that it is found.
    package enum Plant: String, CaseIterable, Sendable {
        /// A handler keeps some memory with each call.
        case memory
        /// A handler keeps a file open with each call.
        case descriptors
    }

    private let folder: String
    private let plant: Plant?

    package init(folder: String, plant: Plant?) {
        self.folder = folder
        self.plant = plant
    }

    /// How long executions are kept after their end: short, so that what goes and what comes are equal soon.
    private static let retention = Duration.seconds(5)

    /// Serves until standard input ends.
    ///
    /// - Parameter ready: Called with the address once connections are taken.
    /// - Throws: What keeps the runtime from starting, or the address from being used.
    package func serve(_ ready: @escaping @Sendable (_ address: String) -> Void) async throws {
        let runtime = try await Runtime.start(
            RuntimeOptions(storage: .folder(folder), functions: functions, retention: Self.retention)
        )
        let gateway = Gateway(runtime, port: 0) { ready("http://127.0.0.1:\($0)") }
        let configuration = ServiceGroupConfiguration(
            services: [
                .init(service: gateway, failureTerminationBehavior: .cancelGroup),
                .init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup),
            ],
            logger: Logger(label: "quickstep.scale") { _ in SwiftLogNoOpLogHandler() }
        )
        let watch = Task {
            await Self.waitForEndOfInput()
            await runtime.stop()
        }
        defer { watch.cancel() }
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Returns when whoever started this process closes its standard input, or is gone.
    private static func waitForEndOfInput() async {
        var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        while poll(&input, 1, 0) == 0, (try? await Task.sleep(for: .milliseconds(100))) != nil {}
    }

    /// What went wrong on purpose.
    private struct Hiccup: Error {}

    private var functions: [Function] {
        let calls = Mutex(0)
        let kept = Mutex<[[UInt8]]>([])
        return [
            Function("work") { [plant] (event: JSONValue, _: FunctionContext) throws -> JSONValue in
                // A leak that a run of seconds must find.
                switch plant {
                case .memory: kept.withLock { $0.append(Array(repeating: 1, count: 1 << 20)) }
                case .descriptors: _ = open("/dev/null", O_RDONLY)
                case nil: break
                }
                let call = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                if call.isMultiple(of: 7) { throw Hiccup() }
                return ["seen": event, "call": .number(JSONNumber(call))]
            }
        ]
    }
}

import Logging
import QuickstepJSON
package import QuickstepLambda
import QuickstepServiceKit
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The other side: serves calls of linked functions over the standard streams, until the runtime that started the process is gone.
package final class HandlerServer: Sendable {
    private let functions: [String: Function]
    private let connection: RuntimeConnection

    /// Takes the standard streams for itself.
    ///
    /// What handlers print goes to standard error from then on, and what they read is empty.
    ///
    /// - Parameter functions: The linked functions.
    /// - Throws: What the system says where the streams cannot be taken.
    package init(_ functions: [Function]) throws {
        self.functions = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let input = try FileDescriptor.standardInput.duplicate()
        let output = try FileDescriptor.standardOutput.duplicate()
        // What a handler starts must not keep the pipes open after it.
        for descriptor in [input, output] { _ = fcntl(descriptor.rawValue, F_SETFD, FD_CLOEXEC) }
        let nothing = try FileDescriptor.open("/dev/null", .readOnly)
        _ = try nothing.duplicate(as: .standardInput)
        try nothing.close()
        _ = try FileDescriptor.standardError.duplicate(as: .standardOutput)
        connection = RuntimeConnection(input: input, output: output)
    }

    /// Serves one call after the other.
    ///
    /// Never returns: when nobody can ask any more, the process ends, even while a handler spins.
    package func run() async -> Never {
        for await (call, now) in connection.listen() {
            connection.note(now, rate: call.clockRate)
            let outcome: WorkOutcome
            if let function = functions[call.function] {
                outcome = await function.outcome(of: call.event, in: context(of: call))
            } else {
                outcome = .failed(error: "Runtime.NoSuchFunction", cause: "This executable has no such function.")
            }
            // What handlers printed is not kept until the end, which may come at any time.
            fflush(nil)
            switch outcome {
            case .succeeded(let output): connection.send(.succeeded(output))
            case .failed(let error, let cause): connection.send(.failed(error: error, cause: cause))
            }
        }
        exit(0)
    }

    private func context(of call: RemoteInvocation) -> FunctionContext {
        let connection = connection
        let level = Logger.Level(rawValue: call.logLevel) ?? .info
        return FunctionContext(
            requestID: call.requestID,
            functionName: call.function,
            functionARN: call.arn,
            deadline: call.deadline,
            idempotencyToken: call.token,
            clientContext: call.clientContext,
            logger: Logger(label: call.function) { _ in RemoteLogHandler(connection: connection, logLevel: level) },
            environment: RemoteEnvironment(connection: connection)
        )
    }
}

import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit

/// The runtime as a handler sees it from another process.
struct RemoteEnvironment: HandlerEnvironment {
    let connection: RuntimeConnection

    var now: Timestamp { connection.now }

    func sleep(until due: Timestamp) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        let answer = await connection.ask({ .sleep($0, until: due) }, takingBack: true)
        guard case .woke(_, isCancelled: false, _)? = answer else { throw CancellationError() }
    }

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        let answer = await connection.ask {
            .call($0, service: service, operation: operation, parameters: parameters, body: body)
        }
        switch answer {
        case .answer(_, let answer, _): return answer
        case .refusal(_, let error, _): throw error
        case .invoke, .woke, nil:
            throw ServiceError(
                code: "RequestTooLarge",
                message: "The request to \(service):\(operation) is too large for a handler in a process of its own."
            )
        }
    }
}

/// Hands a handler's log lines to the runtime.
struct RemoteLogHandler: LogHandler {
    let connection: RuntimeConnection
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(connection: RuntimeConnection, logLevel: Logger.Level) {
        self.connection = connection
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        connection.send(.log(level: event.level.rawValue, text: LogLine.text(of: event, metadata)))
    }
}

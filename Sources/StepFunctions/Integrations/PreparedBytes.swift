import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// What was done before a turn with the bytes of an object that a task puts or gets.
///
/// Bytes lie beside the store and take time, so a turn can neither write nor read them. What a task puts is durable before the turn
/// that names it; what a task gets is what the object held at some moment between the turns.
enum PreparedBytes: Sendable {
    /// The bytes that are put, and the checksum that the SDK sends along.
    case stored(StoredBlob, checksum: [UInt8])
    /// The answer, with the bytes in it as text.
    case answered(Result<JSONObject, ServiceError>)

    /// Puts bytes in their place in a request.
    func complete(_ request: inout ServiceRequest) {
        guard case .stored(let blob, _) = self else { return }
        request.parameters.removeValue(forKey: "Body")
        request.blob = blob
    }

    /// Adds to an answer what follows from the bytes.
    func complete(_ answer: inout JSONObject) {
        guard case .stored(_, let checksum) = self else { return }
        answer["ChecksumCRC32"] = .string(Base64.encode(checksum))
        answer["ChecksumType"] = "FULL_OBJECT"
    }
}

extension TaskRouter {
    /// Whether a task's bytes are to be stored or read before the turn in which it starts.
    func needsBytes(_ request: TaskRequest) -> Bool {
        guard case .integration(let service, _) = request.resource, service == "aws-sdk:s3" else { return false }
        return request.resource.operation == "putObject" || request.resource.operation == "getObject"
    }

    /// Starts a task in a turn of its own, with its bytes stored or read before.
    ///
    /// - Throws: a retryable `ServiceError` where that cannot be done now.
    func start(
        _ request: TaskRequest,
        for live: LiveExecution,
        _ kernel: Kernel
    ) async throws(ServiceError) -> Start {
        let prepared = try await prepare(request, for: live, kernel)
        let started = try await kernel.sequencer.turn(cause: live.effect) { (turn) throws(ServiceError) in
            try start(request, as: turn.effect(), for: live, with: prepared, &turn)
        }
        if case .stored(let blob, _) = prepared, case .answered(let signal) = started, !signal.isSuccess {
            await kernel.blobs.remove(blob.id)
        }
        return started
    }

    /// Stores or reads a task's bytes.
    ///
    /// - Throws: a retryable `ServiceError` where that cannot be done now.
    func prepare(
        _ request: TaskRequest,
        for live: LiveExecution,
        _ kernel: Kernel
    ) async throws(ServiceError) -> PreparedBytes? {
        guard needsBytes(request), let operation = request.resource.operation,
            let integration = Integration.named(service: "aws-sdk:s3", action: operation)
        else { return nil }
        let input = integration.input(from: request.parameters)
        guard operation == "getObject" else {
            let bytes = Array((input["Body"]?.stringValue ?? "").utf8)
            return .stored(try await kernel.store(bytes), checksum: CRC32.bytes(bytes))
        }
        do throws(ServiceError) {
            let asked = ServiceRequest(
                service: integration.neighbour.door,
                operation: integration.operation,
                parameters: input,
                scope: try Self.scope(of: request, live),
                cause: live.effect
            )
            var (output, body) = try await kernel.call(asked, body: nil)
            output["Body"] = .string(String(decoding: body ?? [], as: UTF8.self))
            return .answered(.success(output))
        } catch {
            guard !error.isRetryable else { throw error }
            return .answered(.failure(error))
        }
    }
}

extension Signal {
    /// Whether a call was answered.
    var isSuccess: Bool {
        switch self {
        case .taskSucceeded, .taskSubmitted: true
        default: false
        }
    }
}

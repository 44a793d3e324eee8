public import QuickstepJSON

/// One call of a service operation, from wherever it comes: the HTTP endpoint, a workflow's task, Swift code, the command line.
public struct ServiceRequest: Sendable {
    /// The service, as the names of its integrations spell it: `sqs`, `sns`, `s3`, `dynamodb`, `states`, `lambda`.
    public var service: String
    /// The operation in the API's own spelling: `SendMessage`.
    public var operation: String
    /// The operation's input.
    public var parameters: JSONObject
    /// The account and Region of the caller.
    public var scope: Scope
    /// The effect that caused the call; `nil` where it came from outside.
    public var cause: EffectID?
    /// The same for every repetition of the same call; `nil` where the caller gave none.
    public var idempotencyToken: String?
    /// Bytes that were stored before the call, where the operation takes some.
    package var blob: StoredBlob?
    /// Whether a service tells of itself, in its own name: events whose source is reserved for services are its to put.
    package var speaksForService = false

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - service: The service.
    ///   - operation: The operation.
    ///   - parameters: Its input.
    ///   - scope: The caller's account and Region.
    ///   - cause: The effect that caused the call.
    ///   - idempotencyToken: The same for every repetition of the same call.
    public init(
        service: String,
        operation: String,
        parameters: JSONObject,
        scope: Scope = .standard,
        cause: EffectID? = nil,
        idempotencyToken: String? = nil
    ) {
        self.service = service
        self.operation = operation
        self.parameters = parameters
        self.scope = scope
        self.cause = cause
        self.idempotencyToken = idempotencyToken
    }
}

/// Bytes that are durable already, and what is known of them.
package struct StoredBlob: Sendable, Equatable {
    package let id: BlobID
    package let size: Int
    /// The MD5 digest in lower-case hexadecimal.
    package let md5: String

    package init(id: BlobID, size: Int, md5: String) {
        self.id = id
        self.size = size
        self.md5 = md5
    }
}

/// What an operation answers.
public struct ServiceResponse: Sendable {
    /// The operation's output.
    public var output: JSONObject
    /// Bytes that belong to the answer, to be read after the turn.
    package var blob: StoredBlob?

    /// Makes a response.
    ///
    /// - Parameter output: The operation's output.
    public init(_ output: JSONObject = [:]) {
        self.output = output
    }

    package init(_ output: JSONObject, blob: StoredBlob) {
        self.output = output
        self.blob = blob
    }
}

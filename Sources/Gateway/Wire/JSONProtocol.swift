import QuickstepJSON
import QuickstepServiceKit

/// The protocol awsJson, which Step Functions and SQS speak in its version 1.0 and EventBridge in 1.1: an operation in a header, a JSON
/// object each way.
///
/// Source: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
enum JSONProtocol {
    /// The media type of both directions, in the version that most services here speak.
    static let contentType = "application/x-amz-json-1.0"

    /// A service as this protocol names it.
    struct Service: Sendable, Equatable {
        /// The name at the door.
        let name: String
        /// What stands before the error codes; `nil` where they stand alone.
        let errorPrefix: String?
        /// The media type of answers.
        var contentType = JSONProtocol.contentType
    }

    /// The services by what stands before the dot in `X-Amz-Target`.
    static let services = [
        "AWSStepFunctions": Service(name: "states", errorPrefix: "com.amazonaws.swf.service.v2.model"),
        "AmazonSQS": Service(name: "sqs", errorPrefix: "com.amazonaws.sqs"),
        "AWSEvents": Service(name: "events", errorPrefix: nil, contentType: "application/x-amz-json-1.1"),
    ]

    /// Whether an operation may wait for something to happen before it answers.
    static func mayWait(_ target: String?) -> Bool {
        guard let operation = target?.split(whereSeparator: { $0 == "." || $0 == ":" }).last else { return false }
        return waiting.contains(String(operation))
    }

    private static let waiting: Set = [
        "Advance", "GetActivityTask", "ReceiveMessage", "StartSyncExecution", "TestState",
    ]

    /// Reads a request.
    ///
    /// - Throws: `AccessDeniedException` for a request that was meant for another machine, `UnknownOperationException` for a target that is none, `SerializationException` for a body that is no JSON object.
    static func decode(_ request: WireRequest) throws(ServiceError) -> (service: Service, request: ServiceRequest) {
        guard request.isForThisMachine else {
            throw ServiceError(
                code: "AccessDeniedException",
                message: "This endpoint answers to names of this machine only, such as 127.0.0.1 and localhost."
            )
        }
        let parts = (request.target ?? "").split(separator: ".", maxSplits: 1)
        if parts.count == 2, parts[0] == ownPrefix { return try decodeOwn(request, target: parts[1]) }
        guard parts.count == 2, let service = services[String(parts[0])] else {
            throw ServiceError(
                code: "UnknownOperationException",
                message: request.target.map { "Quickstep does not answer to the target '\($0)' here." }
                    ?? "The header X-Amz-Target is missing."
            )
        }
        return (
            service,
            ServiceRequest(
                service: service.name,
                operation: String(parts[1]),
                parameters: try parameters(request.body),
                scope: request.scope
            )
        )
    }
}

extension JSONProtocol {
    /// What stands before the dot in `X-Amz-Target` where the command line calls: `Quickstep.sqs:Peek` is any operation of any service.
    static let ownPrefix = "Quickstep"

    /// Answers to the command line come with the errors' own codes.
    private static let ownService = Service(name: "quickstep", errorPrefix: "quickstep")

    private static func decodeOwn(
        _ request: WireRequest,
        target: Substring
    ) throws(ServiceError) -> (service: Service, request: ServiceRequest) {
        let parts = target.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw ServiceError(
                code: "UnknownOperationException",
                message:
                    "A target that begins with \(ownPrefix) is like \(ownPrefix).sqs:Peek; this one is '\(target)'."
            )
        }
        let operation = ServiceRequest(
            service: parts[0],
            operation: parts[1],
            parameters: try parameters(request.body),
            scope: request.scope
        )
        return (ownService, operation)
    }

    private static func parameters(_ body: [UInt8]) throws(ServiceError) -> JSONObject {
        guard !body.isEmpty else { return [:] }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue.parse(bytes: body)
        } catch {
            throw malformed("\(error)")
        }
        guard let object = value.objectValue else { throw malformed("It is no JSON object.") }
        return object
    }

    private static func malformed(_ why: String) -> ServiceError {
        ServiceError(code: "SerializationException", message: "The request's body cannot be read: \(why)")
    }

    /// Writes an answer.
    static func encode(_ output: JSONObject, of service: Service) -> WireResponse {
        WireResponse(
            status: 200,
            body: JSONValue.object(output).compactBytes,
            contentType: service.contentType
        )
    }

    /// Writes an error as the service's clients read it.
    static func encode(_ error: ServiceError, of service: Service?, wantsQueryErrors: Bool) -> WireResponse {
        var shape = error.code
        var status = error.httpStatus
        var queryError: String?
        if service?.name == "sqs" {
            shape = QueueErrorShape.shape(ofQueryCode: error.code)
            if error.fault == .client {
                status = wantsQueryErrors ? QueueErrorShape.status(ofQueryCode: error.code) : 400
            }
            if wantsQueryErrors {
                queryError = "\(error.code);\(error.fault == .client ? "Sender" : "Receiver")"
            }
        } else if error.fault == .client {
            // Recorded: Step Functions answers every mistake of a client with 400.
            status = 400
        }
        let body: JSONValue = ["__type": .string(type(shape, of: service)), "message": .string(error.message)]
        return WireResponse(
            status: status,
            body: body.compactBytes,
            contentType: service?.contentType ?? contentType,
            queryError: queryError
        )
    }

    /// An error's shape as the service names it.
    private static func type(_ shape: String, of service: Service?) -> String {
        guard let service, !genericCodes.contains(shape) else { return "\(genericPrefix)#\(shape)" }
        return service.errorPrefix.map { "\($0)#\(shape)" } ?? shape
    }

    /// Errors of the protocol itself, which no service defines.
    private static let genericCodes: Set = [
        "UnknownOperationException", "SerializationException", "AccessDeniedException", "ServiceUnavailable",
        "ThrottlingException",
    ]
    private static let genericPrefix = "com.amazon.coral.service"
}

/// The error shapes of SQS in awsJson, which differ from the codes that its services and old clients use.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
enum QueueErrorShape {
    private static let prefix = "AWS.SimpleQueueService."

    private static let shapes = [
        "AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist",
        "QueueAlreadyExists": "QueueNameExists",
        "InvalidParameterValue": "InvalidParameterValueException",
        "MissingParameter": "MissingRequiredParameterException",
        "AccessDenied": "AccessDeniedException",
    ]

    static func shape(ofQueryCode code: String) -> String {
        shapes[code] ?? (code.hasPrefix(prefix) ? String(code.dropFirst(prefix.count)) : code)
    }

    static func status(ofQueryCode code: String) -> Int {
        switch code {
        case "OverLimit", "AWS.SimpleQueueService.PurgeQueueInProgress": 403
        case "ResourceNotFoundException": 404
        default: 400
        }
    }
}

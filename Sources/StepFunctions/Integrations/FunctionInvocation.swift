import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// What `lambda:invoke` asks for, in either form.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
struct FunctionInvocation: Sendable, Equatable {
    /// The function's name, with the qualifier where one is given apart.
    let name: String
    let qualifier: String?
    /// Whether the answer is waited for; the other types end with the call.
    let type: String
    /// Whether the end of the log is wanted.
    let wantsLog: Bool
    /// What the caller says of itself.
    let clientContext: JSONValue?
    let payload: JSONValue

    var waitsForAnswer: Bool { type == "RequestResponse" }

    /// Reads the parameters.
    ///
    /// - Throws: what Lambda answers to parameters that are no request.
    init(parameters: JSONValue) throws(ServiceError) {
        guard let name = parameters["FunctionName"].flatMap(Self.given)?.stringValue else {
            throw ServiceError(
                code: "ValidationException",
                message: "1 validation error detected: Value null at 'functionName' failed to satisfy constraint: "
                    + "Member must not be null"
            )
        }
        self.name = name
        qualifier = parameters["Qualifier"]?.stringValue
        type = parameters["InvocationType"]?.stringValue ?? "RequestResponse"
        wantsLog = parameters["LogType"] == "Tail"
        clientContext = try Self.clientContext(parameters["ClientContext"]?.stringValue)
        payload = Self.payload(parameters["Payload"].flatMap(Self.given))
    }

    /// A parameter that is null is one that was not given.
    private static func given(_ value: JSONValue) -> JSONValue? {
        guard !value.isNull else { return Optional.none }
        return value
    }

    /// The event: text that is JSON is taken for what it holds, any other text for itself, and nothing for an empty object.
    private static func payload(_ value: JSONValue?) -> JSONValue {
        guard let value else { return [:] }
        guard let text = value.stringValue else { return value }
        return (try? JSONValue.parse(text)) ?? value
    }

    private static func clientContext(_ text: String?) throws(ServiceError) -> JSONValue? {
        guard let text else { return nil }
        guard let bytes = Base64.decode(text), let value = try? JSONValue.parse(bytes: bytes) else {
            throw ServiceError(
                code: "InvalidRequestContentException",
                message: "Client context must be a valid Base64-encoded JSON object."
            )
        }
        return value
    }

    /// The request at the door for what does not wait for the answer.
    func request(scope: Scope, cause: EffectID) -> ServiceRequest {
        var parameters: JSONObject = ["FunctionName": .string(name), "InvocationType": .string(type)]
        if let qualifier { parameters["Qualifier"] = .string(qualifier) }
        parameters["Payload"] = payload
        return ServiceRequest(
            service: "lambda",
            operation: "Invoke",
            parameters: parameters,
            scope: scope,
            cause: cause
        )
    }
}

/// The results of `lambda:invoke`.
enum FunctionAnswer {
    /// The function has answered.
    static func optimized(payload: JSONValue, log: String?, _ call: SDKCall) -> JSONValue {
        var result: JSONObject = ["ExecutedVersion": "$LATEST"]
        var headers: [(name: String, value: String)] = []
        if let log {
            result["LogResult"] = .string(log)
            headers.append(("X-Amz-Log-Result", log))
        }
        result["Payload"] = payload
        headers.append(("X-Amz-Executed-Version", "$LATEST"))
        headers += call.functionHeaders(contentLength: payload.compactByteCount)
        headers.append(("Content-Type", "application/json"))
        result["SdkHttpMetadata"] = SDKCall.httpMetadata(headers)
        result["SdkResponseMetadata"] = call.responseMetadata
        result["StatusCode"] = 200
        return .object(result)
    }

    /// The call was accepted, and nobody waits for the answer.
    static func optimized(status: Int, _ call: SDKCall) -> JSONValue {
        [
            "Payload": "",
            "SdkHttpMetadata": SDKCall.httpMetadata(status: status, call.functionHeaders(contentLength: 0)),
            "SdkResponseMetadata": call.responseMetadata,
            "StatusCode": .number(JSONNumber(status)),
        ]
    }

    /// The generic form: the payload is text, and a function that failed is no failure of the call.
    static func sdk(payload: String, isError: Bool, log: String?) -> JSONValue {
        var result: JSONObject = ["ExecutedVersion": "$LATEST"]
        if isError { result["FunctionError"] = "Unhandled" }
        if let log { result["LogResult"] = .string(log) }
        result["Payload"] = .string(payload)
        result["StatusCode"] = 200
        return .object(result)
    }
}

extension SDKCall {
    fileprivate func functionHeaders(contentLength: Int) -> [(name: String, value: String)] {
        [
            ("x-amzn-Remapped-Content-Length", "0"), ("Connection", "keep-alive"), ("x-amzn-RequestId", requestID),
            ("Content-Length", String(contentLength)), ("Date", time.httpDate), ("X-Amzn-Trace-Id", traceID),
        ]
    }

    /// The identifier of the trace that the call belongs to, drawn from the request's; nothing is sampled.
    private var traceID: String {
        let digits = Hex.encode(DigestAlgorithm.sha256.digest(Array(requestID.utf8)))
        let second = String(UInt32(truncatingIfNeeded: time.milliseconds / 1000), radix: 16)
        return "root=1-\(second)-\(digits.prefix(24));parent=\(digits.dropFirst(24).prefix(16));sampled=0;lineage=1:"
            + "\(digits.dropFirst(40).prefix(8)):0"
    }
}

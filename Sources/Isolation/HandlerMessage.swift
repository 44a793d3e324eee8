import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit

/// What a call is made with, as the process of the handler is told.
struct RemoteInvocation: Sendable, Equatable {
    let function: String
    let arn: String
    let requestID: String
    let deadline: Timestamp
    let token: String
    let clientContext: JSONValue?
    let logLevel: String
    /// How many times as fast as the machine's time the runtime's runs; 0 where it stands still.
    let clockRate: Double
    let event: JSONValue
}

/// What the runtime tells the process of a handler.
enum RuntimeMessage: Sendable, Equatable {
    /// Call the handler. There is no other call at the time.
    case invoke(RemoteInvocation, now: Timestamp)
    /// What a service answered to a request of the handler.
    case answer(Int, ServiceAnswer, now: Timestamp)
    /// A service refused a request.
    case refusal(Int, ServiceError, now: Timestamp)
    /// The time for which the handler waited has come, or the wait was broken off.
    case woke(Int, isCancelled: Bool, now: Timestamp)
}

/// What the process of a handler tells the runtime.
enum HandlerMessage: Sendable, Equatable {
    case log(level: String, text: String)
    /// A service is to do something; the number names the request in its answer.
    case call(Int, service: String, operation: String, parameters: JSONObject, body: [UInt8]?)
    /// Waits on the runtime's clock.
    case sleep(Int, until: Timestamp)
    /// A wait of that number is not wanted any more.
    case wake(Int)
    case succeeded(JSONValue)
    case failed(error: String, cause: String)
}

extension RuntimeMessage {
    var json: JSONValue {
        switch self {
        case .invoke(let call, let now):
            var members: JSONObject = [
                "kind": "invoke", "now": now.json, "function": .string(call.function), "arn": .string(call.arn),
                "requestId": .string(call.requestID), "deadline": call.deadline.json, "token": .string(call.token),
                "logLevel": .string(call.logLevel), "clockRate": JSONValue(floatLiteral: call.clockRate),
                "event": call.event,
            ]
            if let context = call.clientContext { members["clientContext"] = context }
            return .object(members)
        case .answer(let number, let answer, let now):
            var members: JSONObject = [
                "kind": "answer", "now": now.json, "number": .number(JSONNumber(number)),
                "output": .object(answer.output),
            ]
            if let body = answer.body { members["body"] = .string(Base64.encode(body)) }
            return .object(members)
        case .refusal(let number, let error, let now):
            return [
                "kind": "refusal", "now": now.json, "number": .number(JSONNumber(number)), "code": .string(error.code),
                "message": .string(error.message), "isServers": .bool(error.fault == .server),
                "isRetryable": .bool(error.isRetryable), "status": .number(JSONNumber(error.httpStatus)),
            ]
        case .woke(let number, let isCancelled, let now):
            return [
                "kind": "woke", "now": now.json, "number": .number(JSONNumber(number)),
                "isCancelled": .bool(isCancelled),
            ]
        }
    }

    init?(_ json: JSONValue) {
        guard let now = json["now"].flatMap(Timestamp.init(json:)) else { return nil }
        let number = json["number"]?.intValue
        switch (json["kind"]?.stringValue, number) {
        case ("invoke", _):
            guard let function = json["function"]?.stringValue, let arn = json["arn"]?.stringValue,
                let requestID = json["requestId"]?.stringValue, let token = json["token"]?.stringValue,
                let deadline = json["deadline"].flatMap(Timestamp.init(json:)), let event = json["event"],
                let level = json["logLevel"]?.stringValue, let rate = json["clockRate"]?.doubleValue
            else { return nil }
            let call = RemoteInvocation(
                function: function,
                arn: arn,
                requestID: requestID,
                deadline: deadline,
                token: token,
                clientContext: json["clientContext"],
                logLevel: level,
                clockRate: rate,
                event: event
            )
            self = .invoke(call, now: now)
        case ("answer", let number?):
            guard let output = json["output"]?.objectValue else { return nil }
            self = .answer(
                number,
                ServiceAnswer(output, body: json["body"]?.stringValue.flatMap(Base64.decode)),
                now: now
            )
        case ("refusal", let number?):
            guard let code = json["code"]?.stringValue, let message = json["message"]?.stringValue else { return nil }
            let error = ServiceError(
                code: code,
                message: message,
                fault: json["isServers"]?.boolValue == true ? .server : .client,
                isRetryable: json["isRetryable"]?.boolValue == true,
                httpStatus: json["status"]?.intValue ?? 400
            )
            self = .refusal(number, error, now: now)
        case ("woke", let number?):
            self = .woke(number, isCancelled: json["isCancelled"]?.boolValue == true, now: now)
        default:
            return nil
        }
    }
}

extension HandlerMessage {
    var json: JSONValue {
        switch self {
        case .log(let level, let text):
            return ["kind": "log", "level": .string(level), "text": .string(text)]
        case .call(let number, let service, let operation, let parameters, let body):
            var members: JSONObject = [
                "kind": "call", "number": .number(JSONNumber(number)), "service": .string(service),
                "operation": .string(operation), "parameters": .object(parameters),
            ]
            if let body { members["body"] = .string(Base64.encode(body)) }
            return .object(members)
        case .sleep(let number, let due):
            return ["kind": "sleep", "number": .number(JSONNumber(number)), "until": due.json]
        case .wake(let number):
            return ["kind": "wake", "number": .number(JSONNumber(number))]
        case .succeeded(let output):
            return ["kind": "succeeded", "output": output]
        case .failed(let error, let cause):
            return ["kind": "failed", "error": .string(error), "cause": .string(cause)]
        }
    }

    init?(_ json: JSONValue) {
        let number = json["number"]?.intValue
        switch (json["kind"]?.stringValue, number) {
        case ("log", _):
            guard let level = json["level"]?.stringValue, let text = json["text"]?.stringValue else { return nil }
            self = .log(level: level, text: text)
        case ("call", let number?):
            guard let service = json["service"]?.stringValue, let operation = json["operation"]?.stringValue,
                let parameters = json["parameters"]?.objectValue
            else { return nil }
            let body = json["body"]?.stringValue.flatMap(Base64.decode)
            self = .call(number, service: service, operation: operation, parameters: parameters, body: body)
        case ("sleep", let number?):
            guard let due = json["until"].flatMap(Timestamp.init(json:)) else { return nil }
            self = .sleep(number, until: due)
        case ("wake", let number?):
            self = .wake(number)
        case ("succeeded", _):
            guard let output = json["output"] else { return nil }
            self = .succeeded(output)
        case ("failed", _):
            guard let error = json["error"]?.stringValue, let cause = json["cause"]?.stringValue else { return nil }
            self = .failed(error: error, cause: cause)
        default:
            return nil
        }
    }
}

extension Timestamp {
    fileprivate var json: JSONValue { .number(JSONNumber(milliseconds)) }

    fileprivate init?(json: JSONValue) {
        guard let milliseconds = json.numberValue?.int64 else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

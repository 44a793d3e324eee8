import QuickstepJSON
import QuickstepServiceKit

/// One optimised integration, `arn:aws:states:::<service>:<action>`: how a Task's parameters become a request at the door, and
/// how the answer becomes the Task's result.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
package struct Integration: Sendable {
    package let service: String
    package let action: String
    /// The operation in the API's own spelling.
    let operation: String
    /// The parameters that the service wants as text: given as JSON, they are written as compact JSON text.
    let textParameters: [String]
    /// What begins the names of its errors: `SQS` in `SQS.QueueDoesNotExistException`.
    let errorPrefix: String
    /// What the texts of its errors call the service: `AmazonSQS`.
    let errorService: String

    package var name: String { "\(service):\(action)" }

    /// All that Task states may use.
    ///
    /// `lambda:invoke` is not called here: it becomes work for a handler.
    package static let all: [Integration] = [
        Integration(
            service: "lambda",
            action: "invoke",
            operation: "Invoke",
            textParameters: [],
            errorPrefix: "Lambda",
            errorService: "AWSLambda"
        ),
        Integration(
            service: "sqs",
            action: "sendMessage",
            operation: "SendMessage",
            textParameters: ["MessageBody"],
            errorPrefix: "SQS",
            errorService: "AmazonSQS"
        ),
        Integration(
            service: "sns",
            action: "publish",
            operation: "Publish",
            textParameters: ["Message"],
            errorPrefix: "SNS",
            errorService: "AmazonSNS"
        ),
        Integration(
            service: "states",
            action: "startExecution",
            operation: "StartExecution",
            textParameters: ["Input"],
            errorPrefix: "StepFunctions",
            errorService: "AWSStepFunctions"
        ),
        Integration(
            service: "dynamodb",
            action: "putItem",
            operation: "PutItem",
            textParameters: [],
            errorPrefix: "DynamoDB",
            errorService: "AmazonDynamoDBv2"
        ),
        Integration(
            service: "dynamodb",
            action: "getItem",
            operation: "GetItem",
            textParameters: [],
            errorPrefix: "DynamoDB",
            errorService: "AmazonDynamoDBv2"
        ),
    ]

    static func named(service: String, action: String) -> Integration? {
        all.first { $0.service == service && $0.action == action }
    }

    /// The operation's input.
    ///
    /// A parameter that is null is one that was not given.
    func input(from parameters: JSONValue) -> JSONObject {
        var input: JSONObject = [:]
        for (name, value) in parameters.objectValue ?? [:] where !value.isNull {
            let isText = textParameters.contains(name) && value.stringValue == nil
            input[isCamelCase ? name.prefix(1).lowercased() + name.dropFirst() : name] =
                isText ? .string(value.compactText) : value
        }
        return input
    }

    /// Whether the API writes its members' names in camelCase: integrations have them in PascalCase throughout.
    private var isCamelCase: Bool { service == "states" }

    /// The Task's result: the answer, with the metadata that the service's SDK adds.
    func result(from output: JSONObject, requestID: String) -> JSONValue {
        var result = isCamelCase ? pascalCase(output) : output
        result["SdkHttpMetadata"] = SDKMetadata.http(requestID: requestID)
        result["SdkResponseMetadata"] = ["RequestId": .string(requestID)]
        return .object(result)
    }

    /// Members in PascalCase, with times in milliseconds.
    private func pascalCase(_ output: JSONObject) -> JSONObject {
        var result: JSONObject = [:]
        for (name, value) in output {
            let seconds = name.hasSuffix("Date") ? value.doubleValue : nil
            let time = seconds.map { JSONValue.number(JSONNumber(Int64(($0 * 1000).rounded()))) }
            result[name.prefix(1).uppercased() + name.dropFirst()] = time ?? value
        }
        return result
    }

    /// The Task's error, in the words of the first version of the Java SDK, which the optimised integrations use.
    func failure(from error: ServiceError, requestID: String) -> (error: String, cause: String) {
        let name = errorName(code: error.code)
        let cause =
            "\(error.message) (Service: \(errorService); Status Code: \(error.httpStatus); Error Code: \(error.code); "
            + "Request ID: \(requestID); Proxy: null)"
        return (name, cause)
    }

    /// A code with an exception class of its own gives its name; any other falls to the service's general class.
    private func errorName(code: String) -> String {
        if code.hasSuffix("Exception"), code != "ValidationException" { return "\(errorPrefix).\(code)" }
        if let exception = Self.exceptions[code] { return "\(errorPrefix).\(exception)" }
        return "\(errorPrefix).\(errorService.hasPrefix("Amazon") ? errorService : "Amazon" + errorService)Exception"
            .replacing("AmazonDynamoDBv2", with: "AmazonDynamoDB")
    }

    /// Codes whose exception class is not simply the code.
    private static let exceptions: [String: String] = [
        "NotFound": "NotFoundException",
        "InvalidParameter": "InvalidParameterException",
        "ParameterValueInvalid": "InvalidParameterValueException",
        "AuthorizationError": "AuthorizationErrorException",
        "AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExistException",
        "InvalidMessageContents": "InvalidMessageContentsException",
        "OverLimit": "OverLimitException",
    ]
}

/// The metadata that the service's SDK puts beside an answer.
enum SDKMetadata {
    static func http(requestID: String) -> JSONValue {
        [
            "AllHttpHeaders": ["x-amzn-RequestId": [.string(requestID)]],
            "HttpHeaders": ["x-amzn-RequestId": .string(requestID)],
            "HttpStatusCode": 200,
        ]
    }

    /// The result of `lambda:invoke`.
    static func invocation(payload: JSONValue, requestID: String) -> JSONValue {
        [
            "ExecutedVersion": "$LATEST",
            "Payload": payload,
            "SdkHttpMetadata": http(requestID: requestID),
            "SdkResponseMetadata": ["RequestId": .string(requestID)],
            "StatusCode": 200,
        ]
    }
}

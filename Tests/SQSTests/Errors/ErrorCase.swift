import QuickstepJSON

/// A call that must be refused, with the exact code and text.
struct ErrorCase: Sendable, CustomStringConvertible {
    let what: String
    let operation: String
    let parameters: JSONObject
    let code: String
    let message: String

    init(_ what: String, _ operation: String, _ parameters: JSONObject, _ code: String, _ message: String) {
        self.what = what
        self.operation = operation
        self.parameters = parameters
        self.code = code
        self.message = message
    }

    var description: String { what }

    /// A message for the queue `q`, or another.
    static func send(
        _ what: String,
        _ more: JSONObject,
        to queue: JSONValue = "q",
        _ code: String,
        _ message: String
    ) -> ErrorCase {
        var parameters: JSONObject = ["QueueUrl": queue, "MessageBody": "x"]
        for (name, value) in more { parameters[name] = value }
        return ErrorCase(what, "SendMessage", parameters, code, message)
    }

    static func send(_ what: String, _ more: JSONObject, to queue: JSONValue = "q", _ message: String) -> ErrorCase {
        send(what, more, to: queue, "InvalidParameterValue", message)
    }

    static func attribute(_ what: String, _ name: String, _ value: JSONValue, _ message: String) -> ErrorCase {
        send(what, ["MessageAttributes": .object(JSONObject([(name, value)]))], message)
    }

    static func create(
        _ what: String,
        _ name: String,
        _ attributes: JSONObject,
        _ code: String,
        _ message: String
    ) -> ErrorCase {
        ErrorCase(
            what,
            "CreateQueue",
            ["QueueName": .string(name), "Attributes": .object(attributes)],
            code,
            message
        )
    }

    static func set(
        _ what: String,
        _ attributes: JSONObject,
        of queue: JSONValue = "q",
        _ code: String,
        _ message: String
    ) -> ErrorCase {
        ErrorCase(
            what,
            "SetQueueAttributes",
            ["QueueUrl": queue, "Attributes": .object(attributes)],
            code,
            message
        )
    }
}

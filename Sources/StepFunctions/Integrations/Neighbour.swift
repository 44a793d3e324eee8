/// A service that tasks call: what integrations and the two generations of the Java SDK, whose words they use, call it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
struct Neighbour: Sendable {
    /// The name at the door.
    let door: String
    /// The name in the generic form, `aws-sdk:<name>:<action>`.
    let sdkName: String
    /// What the second generation of the SDK calls the service: `Sqs` in `Sqs.QueueDoesNotExistException`.
    let sdkClass: String
    /// Whether the SDK's texts end with the number of its attempts.
    ///
    /// The recordings since late 2025 do; those of DynamoDB and S3 are older.
    var countsAttempts = true
    /// What the optimised integrations call the service: `SQS` in `SQS.QueueDoesNotExistException`.
    ///
    /// Empty where there are none.
    var optimizedClass = ""
    /// What the first generation of the SDK calls it in its texts: `AmazonSQS`.
    var optimizedName = ""
    /// The class of errors that have none of their own in the first generation: `AmazonSQSException`.
    var optimizedException = ""
    /// The errors that have a class of their own, without the `Exception` at its end.
    let exceptions: Set<String>
    /// Error codes at the door whose class is named otherwise.
    var renamedExceptions: [String: String] = [:]
    /// The parameters that the service wants as text: given as JSON, they are written as compact JSON text.
    var textParameters: Set<String> = []
    /// The parameters that are written as JSON text whatever they are: text gets its quotation marks.
    var jsonParameters: Set<String> = []
    /// Whether the API writes its members' names in camelCase: integrations have them in PascalCase throughout.
    var isCamelCase = false
    /// Members of answers whose own members are named by users, not by the API.
    var maps: Set<String> = []
    /// The members of answers that are times; the door gives them in seconds.
    var times: Set<String> = []

    /// The parameters of the optimised actions, which ignore all others.
    var optimizedParameters: [String: Set<String>] = [:]

    /// Whether the results of optimised integrations tell of the answer's HTTP headers.
    var showsMetadata = true

    /// All of them.
    static let all: [Neighbour] = [.queues, .topics, .objects, .tables, .executions, .functions, .events]

    /// Finds the service of an integration: `sqs`, or `aws-sdk:sqs`.
    static func named(_ service: String) -> (neighbour: Neighbour, isSDK: Bool)? {
        guard let name = service.wholeSuffix(after: "aws-sdk:") else {
            return all.first { $0.door == service && !$0.optimizedClass.isEmpty }.map { ($0, false) }
        }
        return all.first { $0.sdkName == name }.map { ($0, true) }
    }

    /// The class of an error, `nil` where it has none of its own.
    func exception(ofCode code: String) -> String? {
        let name = renamedExceptions[code] ?? code
        let stem = name.hasSuffix("Exception") ? String(name.dropLast("Exception".count)) : name
        return exceptions.contains(stem) ? stem + "Exception" : nil
    }
}

extension String {
    /// What follows a beginning; `nil` where the text begins otherwise.
    func wholeSuffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

extension Set<String> {
    /// The words of a text.
    init(words: String) {
        self.init(words.split(whereSeparator: \.isWhitespace).map { String($0) })
    }
}

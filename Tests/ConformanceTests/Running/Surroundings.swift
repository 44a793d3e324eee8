import QuickstepJSON
import QuickstepLambda
import QuickstepServiceKit

/// What must be there before a case runs: functions, queues, topics, buckets, tables, activities and other state machines.
struct Surroundings: Sendable {
    static let none = Surroundings()

    let functions: [Function]
    /// Whether recorded task results stand in for something that the case does not describe.
    let isFed: Bool
    /// Names in this runtime, and what the case has in their place.
    let stands: [(literal: String, placeholder: String)]
    private let calls: [JSONValue]
    private let activities: [String]
    private let machines: [NestedMachine]

    /// Whether tasks start executions.
    var startsExecutions: Bool { !machines.isEmpty }

    private init() {
        functions = []
        isFed = false
        stands = []
        calls = []
        activities = []
        machines = []
    }

    /// - Throws: `CaseEnd.notYet` where a function does what nobody has written down in Swift.
    init(of recorded: ConformanceCase) throws {
        let created = recorded.setup.filter { $0["service"] == "lambda" && $0["op"] == "CreateFunction" }
        var functions = try created.map { call in
            try FunctionBehaviour.function(
                named: call["params"]?["FunctionName"]?.stringValue ?? "",
                behaving: call["function_behaviour"]?.stringValue ?? "",
                in: recorded
            )
        }
        let fed = FedFunctions.functions(of: recorded, besides: Set(functions.map(\.name)))
        functions += fed
        self.functions = functions
        // A task whose activity is not there is not scheduled.
        let isScheduled = recorded.expectedHistory?.contains { $0["type"] == "ActivityScheduled" } ?? true
        activities = isScheduled ? Self.activities(in: recorded.definition) : []
        machines = NestedMachine.machines(of: recorded)
        var calls = recorded.setup.filter { $0["service"] != "lambda" }
        var stands = machines.compactMap { machine in machine.stand.map { (machine.arn, $0) } }
        if let url = Self.impliedQueue(of: recorded) {
            let prefix = "https://sqs.us-east-1.amazonaws.com/111111111111/"
            let name = url.hasPrefix(prefix) ? String(url.dropFirst(prefix.count)) : "queue"
            calls.append(["service": "sqs", "op": "CreateQueue", "params": ["QueueName": .string(name)]])
            if !url.hasPrefix(prefix) { stands.append((prefix + name, url)) }
        }
        // What an object held is sometimes known by what came of it only.
        let history: JSONValue = ["events": .array(recorded.expectedHistory ?? [])]
        self.calls = calls.map { call in Placeholder.filled(call) { $0.path.value(in: history) } }
        self.stands = stands
        isFed = !fed.isEmpty || !machines.isEmpty
    }

    /// The input, with real names in the place of those that stand for them.
    func input(of recorded: ConformanceCase) -> String? {
        recorded.input.map { input in
            stands.reduce(input) { $0.replacing("\"\($1.placeholder)\"", with: "\"\($1.literal)\"") }
        }
    }

    /// The queue that the case sent a message to and does not say who made it: its URL.
    private static func impliedQueue(of recorded: ConformanceCase) -> String? {
        let hasSent = recorded.taskResults.contains { result in
            result["resourceType"] == "sqs" && (result["output"] != nil || result["submitted"] != nil)
        }
        guard hasSent, !recorded.setup.contains(where: { $0["op"] == "CreateQueue" }),
            let input = recorded.input.flatMap({ try? JSONValue.parse($0) })
        else { return nil }
        return input["QueueUrl"]?.stringValue
    }

    /// The activities that a definition names.
    static func activities(in definition: String) -> [String] {
        var found: [String] = []
        let prefix = "arn:aws:states:us-east-1:111111111111:activity:"
        for range in definition.ranges(of: prefix) {
            let name = definition[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if !name.isEmpty, !found.contains(prefix + name) { found.append(prefix + name) }
        }
        return found
    }

    /// Makes everything through the door.
    func putInPlace(on runtime: CaseRuntime) async throws {
        var answers = Answers()
        for call in calls {
            guard let service = call["service"]?.stringValue, let operation = call["op"]?.stringValue,
                Self.isNeeded(service, operation)
            else { continue }
            let filled = answers.filled(call["params"] ?? [:]).objectValue ?? [:]
            guard let parameters = Self.withoutAccessControl(operation, filled) else { continue }
            answers.note(try await runtime.call(operation, parameters, of: service), of: operation)
        }
        for activity in activities {
            let name = activity.split(separator: ":").last.map(String.init) ?? ""
            _ = try await runtime.call("CreateActivity", ["name": .string(name)])
        }
        for machine in machines { try await machine.create(on: runtime) }
    }

    /// What only looked at what happened is no part of what must be there, and logs are a kind of their own.
    private static func isNeeded(_ service: String, _ operation: String) -> Bool {
        service != "logs" && operation != "ReceiveMessage" && operation != "DeleteMessage"
    }

    /// The parameters of a call but those that say who may do what, as nobody is kept from anything here; `nil` where no others are
    /// left.
    static func withoutAccessControl(_ operation: String, _ parameters: JSONObject) -> JSONObject? {
        guard operation == "SetQueueAttributes", var attributes = parameters["Attributes"]?.objectValue,
            attributes.removeValue(forKey: "Policy") != nil
        else { return parameters }
        guard !attributes.isEmpty else { return nil }
        var parameters = parameters
        parameters["Attributes"] = .object(attributes)
        return parameters
    }

    /// The answers to the calls so far; later ones refer to them as `${2.Attributes.QueueArn}`.
    ///
    /// The numbers are those of the recorded test, where further calls stood between these, so that the latest answer with such a
    /// member is the one that is meant.
    private struct Answers {
        private var answers: [JSONObject] = []

        mutating func note(_ answer: JSONObject, of operation: String) {
            var answer = answer
            if operation == "CreateQueue", let name = answer["QueueUrl"]?.stringValue?.split(separator: "/").last {
                answer["Attributes"] = ["QueueArn": .string("arn:aws:sqs:us-east-1:111111111111:\(name)")]
            }
            answers.append(answer)
        }

        func filled(_ value: JSONValue) -> JSONValue {
            Placeholder.filled(value) { placeholder in
                answers.reversed().lazy.compactMap { placeholder.path.value(in: .object($0)) }.first
            }
        }
    }
}

import QuickstepJSON
import QuickstepServiceKit

extension Observation {
    /// Answers a request that changes nothing.
    typealias Ask = (ServiceRequest) async throws(ServiceError) -> JSONObject

    /// Looks at everything.
    ///
    /// - Parameters:
    ///   - calls: The calls of handlers, over all processes of the run.
    ///   - unfinished: What waits to be carried on.
    ///   - ask: The runtime at rest, or a reader of its data folder.
    /// - Throws: What an operation answers.
    init(
        calls: [HandlerCall],
        unfinished: UnfinishedWork,
        asking ask: Ask
    ) async throws(ServiceError) {
        try await lookAtExecutions(ask)
        try await lookAtQueues(ask)
        try await lookAtTables(ask)
        try await lookAtBuckets(ask)
        lookAtCalls(calls)
        let counts: JSONValue = [
            "executions": .number(JSONNumber(unfinished.executions.count)),
            "calls": .number(JSONNumber(unfinished.calls)),
            "messages": .number(JSONNumber(unfinished.messages)),
        ]
        subjects.append(Subject(kind: .work, place: "unfinished", values: [counts]))
    }

    // MARK: Executions

    private mutating func lookAtExecutions(_ ask: Ask) async throws(ServiceError) {
        let machines = try await Self.pages(ask, "states", "ListStateMachines", "stateMachines", [:])
        for machine in machines {
            guard let arn = machine["stateMachineArn"], let name = machine["name"]?.stringValue else { continue }
            if machine["type"] == "EXPRESS" {
                notes.append(
                    "The executions of the Express machine \(name) end with their process and are not compared."
                )
                continue
            }
            var executions = Subject(kind: .executions, place: "machine \(name)", values: [])
            var events = Subject(kind: .events, place: "history of \(name)", values: [])
            var runs = Subject(kind: .executions, place: "map runs of \(name)", values: [])
            // The children of map runs have map runs of their own, which are looked at in turn.
            var listed = try await Self.executions(ask, ["stateMachineArn": arn])
            while let entry = listed.popLast() {
                guard let execution = entry["executionArn"]?.stringValue else { continue }
                if execution.contains(":express:") {
                    // Nothing more can be asked of it.
                    executions.values.append(["status": entry["status"] ?? .null, "items": entry["itemCount"] ?? .null])
                    continue
                }
                executions.values.append(try await description(of: execution, ask))
                try await lookAtHistory(of: execution, &events, ask)
                for run in try await Self.pages(
                    ask,
                    "states",
                    "ListMapRuns",
                    "mapRuns",
                    ["executionArn": .string(execution)]
                ) {
                    guard let run = run["mapRunArn"] else { continue }
                    let described = try await Self.answer(ask, "states", "DescribeMapRun", ["mapRunArn": run])
                    // How many were under way when a run was taken down is a matter of chance.
                    let isWhole = described["status"] == "SUCCEEDED" || described["status"] == "RUNNING"
                    if !isWhole { hasEndedBranches = true }
                    runs.values.append([
                        "status": described["status"] ?? .null,
                        "items": isWhole ? described["itemCounts"] ?? .null : .null,
                    ])
                    if isWhole { listed += try await Self.executions(ask, ["mapRunArn": run]) }
                }
            }
            subjects += [executions, events]
            if !runs.values.isEmpty { subjects.append(runs) }
        }
    }

    private mutating func lookAtHistory(
        of execution: String,
        _ events: inout Subject,
        _ ask: Ask
    ) async throws(ServiceError) {
        let told = try await Self.pages(
            ask,
            "states",
            "GetExecutionHistory",
            "events",
            ["executionArn": .string(execution), "maxResults": 1000, "includeExecutionData": false]
        )
        for event in told { noteUnknownFunction(event) }
        let history = HistoryEvents(told)
        events.values += history.labels.map { .string($0) }
        if history.hasEndedBranches { hasEndedBranches = true }
    }

    private static func executions(_ ask: Ask, _ of: JSONObject) async throws(ServiceError) -> [JSONValue] {
        try await pages(ask, "states", "ListExecutions", "executions", of)
    }

    private mutating func description(of execution: String, _ ask: Ask) async throws(ServiceError) -> JSONValue {
        let described = try await ask(
            ServiceRequest(
                service: "states",
                operation: "DescribeExecution",
                parameters: ["executionArn": .string(execution)]
            )
        )
        if execution.hasSuffix(":" + CrashClient.execution) {
            status = described["status"]?.stringValue.flatMap { ExecutionResult.Status(rawValue: $0) }
        }
        var shown = JSONObject()
        for member in ["name", "status", "input", "output", "error", "cause", "quickstepQuarantine"] {
            shown[member] = described[member]
        }
        return .object(shown)
    }

    /// A failure of a task names the function that is not there in its cause: `Function not found: arn:…:function:echo:$LATEST …`.
    private mutating func noteUnknownFunction(_ event: JSONValue) {
        for details in event.objectValue?.values.compactMap(\.objectValue) ?? [] {
            guard details["error"] == "Lambda.ResourceNotFoundException", let cause = details["cause"]?.stringValue,
                let arn = cause.split(separator: " ").first(where: { $0.hasPrefix("arn:") }),
                let start = arn.firstRange(of: ":function:")?.upperBound
            else { continue }
            unknownFunctions.insert(String(arn[start...].prefix { $0 != ":" }))
        }
    }

    // MARK: The other services

    private mutating func lookAtQueues(_ ask: Ask) async throws(ServiceError) {
        let listed = try await Self.answer(ask, "sqs", "ListQueues", [:])["QueueUrls"]?.arrayValue ?? []
        for url in listed.compactMap(\.stringValue) {
            let name = url.split(separator: "/").last.map(String.init) ?? url
            let peek = try await Self.answer(
                ask,
                "sqs",
                "Peek",
                ["QueueUrl": .string(url), "MaxNumberOfMessages": .number(JSONNumber(Self.messagesMax))]
            )
            var messages = Subject(kind: .messages, place: "queue \(name)", values: [])
            for part in ["Visible", "InFlight", "Delayed"] {
                let shown = peek[part]?.arrayValue ?? []
                messages.values += shown.map { message in
                    ["Body": message["Body"] ?? .null, "MessageAttributes": message["MessageAttributes"] ?? [:]]
                }
                if shown.count == Self.messagesMax {
                    notes.append("Of the queue \(name) only the first \(Self.messagesMax) messages are compared.")
                }
            }
            subjects.append(messages)
        }
    }

    /// How many messages of a queue are looked at.
    private static let messagesMax = 1000

    private mutating func lookAtTables(_ ask: Ask) async throws(ServiceError) {
        var names: [String] = []
        var parameters = JSONObject()
        repeat {
            let page = try await Self.answer(ask, "dynamodb", "ListTables", parameters)
            names += (page["TableNames"]?.arrayValue ?? []).compactMap(\.stringValue)
            parameters["ExclusiveStartTableName"] = page["LastEvaluatedTableName"]
        } while parameters["ExclusiveStartTableName"] != nil
        for name in names {
            var items = Subject(kind: .items, place: "table \(name)", values: [])
            var parameters: JSONObject = ["TableName": .string(name)]
            repeat {
                let page = try await Self.answer(ask, "dynamodb", "Scan", parameters)
                items.values += page["Items"]?.arrayValue ?? []
                parameters["ExclusiveStartKey"] = page["LastEvaluatedKey"]
            } while parameters["ExclusiveStartKey"] != nil
            subjects.append(items)
        }
    }

    private mutating func lookAtBuckets(_ ask: Ask) async throws(ServiceError) {
        let listed = try await Self.answer(ask, "s3", "ListBuckets", [:])["Buckets"]?.arrayValue ?? []
        for bucket in listed.compactMap({ $0["Name"]?.stringValue }) {
            var objects = Subject(kind: .objects, place: "bucket \(bucket)", values: [])
            var parameters: JSONObject = ["Bucket": .string(bucket)]
            repeat {
                let page = try await Self.answer(ask, "s3", "ListObjectsV2", parameters)
                objects.values += (page["Contents"]?.arrayValue ?? []).map { object in
                    ["Key": object["Key"] ?? .null, "ETag": object["ETag"] ?? .null, "Size": object["Size"] ?? .null]
                }
                parameters["ContinuationToken"] = page["NextContinuationToken"]
            } while parameters["ContinuationToken"] != nil
            subjects.append(objects)
        }
    }

    // MARK: Calls

    /// Repetitions of a call carry the same token and are one call; every token counts once.
    private mutating func lookAtCalls(_ calls: [HandlerCall]) {
        var seen: Set<String> = []
        var byFunction: [String: [JSONValue]] = [:]
        for call in calls where seen.insert("\(call.function) \(call.token)").inserted {
            byFunction[call.function, default: []].append(call.payload)
        }
        for (function, payloads) in byFunction.sorted(by: { $0.key < $1.key }) {
            // In a member of its own, so that a payload which is a text or a number may vary too.
            let values = payloads.map { JSONValue.object(["payload": $0]) }
            subjects.append(Subject(kind: .calls, place: "function \(function)", values: values))
        }
    }

    // MARK: Asking

    private static func answer(
        _ ask: Ask,
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await ask(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }

    private static func pages(
        _ ask: Ask,
        _ service: String,
        _ operation: String,
        _ member: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> [JSONValue] {
        var found: [JSONValue] = []
        var parameters = parameters
        repeat {
            let page = try await answer(ask, service, operation, parameters)
            found += page[member]?.arrayValue ?? []
            parameters["nextToken"] = page["nextToken"]
        } while parameters["nextToken"] != nil
        return found
    }
}

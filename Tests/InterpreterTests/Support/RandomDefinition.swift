import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

@testable import QuickstepInterpreter

/// Makes small definitions that always end, from a seed.
struct RandomDefinition {
    private var random: KeyedRandom
    private var statesNext = 0

    init(seed: UInt64) {
        random = KeyedRandom(seed: seed, event: 0)
    }

    mutating func definition() -> String {
        var machine = scope(depth: 0)
        if chance(0.1) { machine["TimeoutSeconds"] = .number(JSONNumber(1 + number(below: 40))) }
        return JSONValue.object(machine).compactText
    }

    /// What a task answers: most succeed, some fail, some hang.
    static func answer(_ request: TaskRequest, seed: UInt64) -> ScriptedResult {
        var random = KeyedRandom(seed: seed, event: request.task.sequence, attempt: 1)
        let delay = Int64(random.next() % 4_000)
        let waits = request.resource.pattern.waits
        guard !request.resource.isActivity, !waits else { return waitingAnswer(request, &random) }
        switch random.next() % 10 {
        case 0: return .fail("E1", "one", after: delay)
        case 1: return .fail("E2", nil, after: delay)
        case 2 where request.timeoutSeconds != nil: return .hang
        default: return .succeed(["answer": request.parameters, "delay": .number(JSONNumber(delay))], after: delay)
        }
    }

    /// What becomes of a task that somebody else ends.
    private static func waitingAnswer(_ request: TaskRequest, _ random: inout KeyedRandom) -> ScriptedResult {
        let (first, second) = (Int64(random.next() % 2_000), Int64(random.next() % 3_000))
        let task = request.task
        if request.resource.isActivity, random.next() % 12 == 0 {
            return .follow([(.taskRefused(task, cause: "There is no such activity."), 0)])
        }
        var signals: [(signal: Signal, after: Int64)] =
            request.resource.isActivity
            ? [(.taskAccepted(task), 0), (.activityStarted(task, worker: first.isMultiple(of: 2) ? "w" : nil), first)]
            : [(.taskSubmitted(task, output: ["first": .number(JSONNumber(first))]), first)]
        signals.append((.heartbeatReceived(task), first + second / 2))
        // A job gives no signs of life.
        let isJob = request.resource.pattern == .synchronousParsed
        let isBounded = request.timeoutSeconds != nil || (request.heartbeatSeconds != nil && !isJob)
        switch random.next() % 8 {
        case 0 where isBounded: break
        case 1: signals.append((.taskFailed(task, error: nil, cause: nil), first + second))
        default: signals.append((.taskSucceeded(task, output: .number(JSONNumber(second))), first + second))
        }
        return .follow(signals)
    }

    private mutating func scope(depth: Int) -> JSONObject {
        let count = 1 + number(below: depth == 0 ? 6 : 3)
        let names = (0..<count).map { _ in name() }
        var states = JSONObject()
        for (index, name) in names.enumerated() {
            states[name] = .object(state(name, later: Array(names[(index + 1)...]), depth: depth))
        }
        return ["StartAt": .string(names[0]), "States": .object(states)]
    }

    private mutating func state(_ name: String, later: [String], depth: Int) -> JSONObject {
        var state: JSONObject
        switch number(below: depth < 2 ? 10 : 6) {
        case 0:
            state = ["Type": "Pass", "Parameters": ["from": .string(name), "in.$": "$$.State.Name"]]
        case 1:
            state = [
                "Type": "Pass", "Result": .string(name), "Assign": ["\(name)v": 1, "\(name)id.$": "States.UUID()"],
            ]
        case 2:
            state = ["Type": "Wait", "Seconds": .number(JSONNumber(number(below: 4)))]
        case 3 where later.count > 1:
            return [
                "Type": "Choice",
                "Choices": [["Variable": "$$.Execution.Input.n", "NumericLessThan": 5, "Next": .string(later[1])]],
                "Default": .string(later[0]),
            ]
        case 3, 4, 5:
            state = task()
        case 6, 7:
            let branches = (0..<(1 + number(below: 3))).map { _ in JSONValue.object(scope(depth: depth + 1)) }
            state = ["Type": "Parallel", "Branches": .array(branches), "ResultPath": .null]
        default:
            state = [
                "Type": "Map", "ItemsPath": "$$.Execution.Input.items",
                "MaxConcurrency": .number(JSONNumber(number(below: 4))),
                "ItemProcessor": .object(scope(depth: depth + 1)),
                "ItemSelector": ["v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"],
                "ResultSelector": ["first.$": "States.ArrayLength($)"],
            ]
        }
        if ["Task", "Parallel", "Map"].contains(state["Type"]?.stringValue) {
            addErrorHandling(to: &state, later: later)
        }
        if let next = later.first { state["Next"] = .string(next) } else { state["End"] = true }
        return state
    }

    private static let resources = [
        "work", "arn:aws:states:::sqs:sendMessage", "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:::states:startExecution.sync:2", "arn:aws:states:us-east-1:000000000000:activity:a",
    ]

    private mutating func task() -> JSONObject {
        var state: JSONObject = [
            "Type": "Task", "Resource": .string(Self.resources[number(below: Self.resources.count)]),
            "Parameters": [
                "retry.$": "$$.State.RetryCount", "draw.$": "States.MathRandom(0, 1000)",
                "QueueUrl": "q", "MessageBody": "b", "StateMachineArn": "m",
            ],
            "ResultPath": "$.result",
        ]
        if chance(0.4) { state["HeartbeatSecondsPath"] = "$$.Execution.Input.heartbeat" }
        if chance(0.6) { state["TimeoutSeconds"] = .number(JSONNumber(1 + number(below: 5))) }
        // A text, which a Pass may have made, has no place for a result.
        state["InputPath"] = .null
        state["ResultPath"] = nil
        return state
    }

    private mutating func addErrorHandling(to state: inout JSONObject, later: [String]) {
        if chance(0.5) {
            state["Retry"] = [
                [
                    "ErrorEquals": ["E1"], "IntervalSeconds": 1, "MaxAttempts": .number(JSONNumber(number(below: 3))),
                    "JitterStrategy": chance(0.5) ? "FULL" : "NONE",
                ],
                ["ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 1],
            ]
        }
        if let target = later.last, chance(0.6) {
            state["Catch"] = [
                [
                    "ErrorEquals": chance(0.5) ? ["States.ALL"] : ["E2", "States.Timeout"], "Next": .string(target),
                    "ResultPath": .null,
                ]
            ]
        }
    }

    private mutating func name() -> String {
        statesNext += 1
        return "S\(statesNext)"
    }

    private mutating func number(below bound: Int) -> Int {
        Int(random.integer(below: UInt64(bound)))
    }

    private mutating func chance(_ probability: Double) -> Bool {
        random.unitInterval() < probability
    }
}

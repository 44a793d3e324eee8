/// The state machines of a simulated world: small ones that together use what makes recovery hard.
enum Definitions {
    static let effects = "http://localhost:4566/000000000000/effects"
    static let tokens = "http://localhost:4566/000000000000/tokens"
    /// What Express executions send, at least once.
    static let loose = "http://localhost:4566/000000000000/loose"
    static let activity = "arn:aws:states:us-east-1:000000000000:activity:work"
    static let table = "counters"

    /// Name and text of a machine.
    typealias Machine = (name: String, text: String)

    /// The machines that clients start.
    static func started(in parts: Parts) -> [Machine] {
        var machines = [
            ("order", order), ("nested", nested), ("failing", failing), ("loop", loop), ("reckoning", reckoning),
        ]
        if parts.contains(.outsiders) { machines += [("callback", callback), ("activity", activityTask)] }
        if parts.contains(.mapRuns) { machines += mapRuns }
        if parts.contains(.events) { machines.append(("announcement", announcement)) }
        return machines
    }

    /// All machines, with those that events start.
    static func all(in parts: Parts) -> [Machine] {
        started(in: parts) + (parts.contains(.events) ? [("reaction", reaction)] : [])
    }

    static func arn(of machine: String) -> String {
        "arn:aws:states:us-east-1:000000000000:stateMachine:\(machine)"
    }

    static func executionARN(_ name: String, of machine: String) -> String {
        "arn:aws:states:us-east-1:000000000000:execution:\(machine):\(name)"
    }

    static func function(_ name: String) -> String { "arn:aws:lambda:us-east-1:000000000000:function:\(name)" }

    /// How many seconds may lie between a function's failure and the next try; nil where nothing is known of them.
    static func backOff(of state: String, in execution: String) -> ClosedRange<Double>? {
        switch state {
        // An execution of a map run has a name with a stroke.
        case "Try" where execution.contains("/"): 2...2
        case "Try": 0...24
        case "Slow": 1...2
        default: nil
        }
    }

    /// A task whose success is one message, no more and no less.
    static let effect = """
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
          "QueueUrl": "\(effects)", "MessageBody.$": "States.Format('{}/{}', $$.Execution.Name, $$.State.Name)"},
         "ResultPath": null
        """

    private static let order = """
        {"StartAt": "Rest", "States": {
          "Rest": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "Try"},
          "Try": {"Type": "Task", "Resource": "\(function("flaky"))", "ResultPath": null, "Next": "Tell",
            "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 3, "MaxAttempts": 4,
              "BackoffRate": 2, "JitterStrategy": "FULL"}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Tell"}]},
          "Tell": \(effect), "Next": "Both"},
          "Both": {"Type": "Parallel", "ResultPath": null, "Next": "Each", "Branches": [
            {"StartAt": "Slow", "States": {"Slow": {"Type": "Task", "Resource": "\(function("slow"))", "End": true,
              "Retry": [{"ErrorEquals": ["States.Timeout", "Sandbox.Timedout"], "MaxAttempts": 2}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Late"}]}, "Late": {"Type": "Pass", "End": true}}},
            {"StartAt": "Nap", "States": {"Nap": {"Type": "Wait", "Seconds": 7, "Next": "TellOnce"},
              "TellOnce": \(effect), "End": true}}}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Each"}]},
          "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "ResultPath": null, "Next": "Count",
            "ItemProcessor": {"StartAt": "Echo", "States": {
              "Echo": {"Type": "Task", "Resource": "\(function("echo"))", "Next": "TellEach"},
              "TellEach": \(effect), "End": true}}},
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Count"}]},
          "Count": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem", "Parameters": {
            "TableName": "\(table)", "Key": {"id": {"S": "orders"}}, "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}}}, "End": true}}}
        """

    private static let callback = """
        {"StartAt": "Ask", "States": {
          "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "TimeoutSeconds": 300, "HeartbeatSeconds": 120, "Parameters": {
              "QueueUrl": "\(tokens)", "MessageBody": {"execution.$": "$$.Execution.Name", "token.$": "$$.Task.Token"}},
            "ResultPath": null, "Next": "Tell",
            "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Tell"}]},
          "Tell": \(effect), "End": true}}}
        """

    private static let activityTask = """
        {"StartAt": "Ask", "States": {
          "Ask": {"Type": "Task", "Resource": "\(activity)", "TimeoutSeconds": 600, "HeartbeatSeconds": 120,
            "Parameters": {"execution.$": "$$.Execution.Name"},
            "ResultPath": null, "Next": "Tell",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Tell"}]},
          "Tell": \(effect), "End": true}}}
        """

    private static let nested = """
        {"StartAt": "Child", "States": {
          "Child": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Parameters": {
            "StateMachineArn": "\(arn(of: "order"))", "Input.$": "$"}, "ResultPath": null, "Next": "Tell",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Tell"}]},
          "Tell": \(effect), "End": true}}}
        """

    private static let failing = """
        {"StartAt": "Tell", "States": {
          "Tell": \(effect), "Next": "Try"},
          "Try": {"Type": "Task", "Resource": "\(function("flaky"))", "ResultPath": null, "Next": "Again"},
          "Again": \(effect), "Next": "Fall"},
          "Fall": {"Type": "Fail", "Error": "Fallen", "Cause": "As always."}}}
        """

    /// Long enough to give way to others twice.
    private static let loop = """
        {"StartAt": "Begin", "States": {
          "Begin": {"Type": "Pass", "Result": 0, "ResultPath": "$.n", "Next": "More"},
          "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 300, "Next": "Add"}],
            "Default": "Tell"},
          "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
          "Tell": \(effect), "End": true}}}
        """

    /// Adds up its items in variables, one after the other, while others wait; the sum is checked at the end.
    private static let reckoning = """
        {"StartAt": "Begin", "States": {
          "Begin": {"Type": "Pass", "Next": "More",
            "Assign": {"sum": 0, "left.$": "States.ArrayLength($.items)", "items.$": "$.items"}},
          "More": {"Type": "Choice", "Default": "Both",
            "Choices": [{"Variable": "$left", "NumericGreaterThan": 0, "Next": "Pick"}]},
          "Pick": {"Type": "Pass", "Assign": {"left.$": "States.MathAdd($left, -1)"}, "Next": "Add"},
          "Add": {"Type": "Task", "Resource": "\(function("echo"))", "ResultPath": null, "Next": "More",
            "Parameters": {"n.$": "States.ArrayGetItem($items, $left)"},
            "Assign": {"sum.$": "States.MathAdd($sum, $.n)"},
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 9}]},
          "Both": {"Type": "Parallel", "ResultPath": null, "Next": "Say",
            "Assign": {"first.$": "$[0]", "second.$": "$[1]"}, "Branches": [
              {"StartAt": "Keep", "States": {
                "Keep": {"Type": "Pass", "Assign": {"mine.$": "States.MathAdd($sum, 1)"}, "Next": "Nap"},
                "Nap": {"Type": "Wait", "Seconds": 7, "Next": "Give"},
                "Give": {"Type": "Pass", "Parameters": {"mine.$": "$mine"}, "OutputPath": "$.mine", "End": true}}},
              {"StartAt": "Keep too", "States": {
                "Keep too": {"Type": "Pass", "Assign": {"mine.$": "States.MathAdd($sum, 2)"}, "Next": "Give too"},
                "Give too": {"Type": "Pass", "Parameters": {"mine.$": "$mine"}, "OutputPath": "$.mine",
                  "End": true}}}]},
          "Say": {"Type": "Pass", "End": true,
            "Parameters": {"sum.$": "$sum", "first.$": "$first", "second.$": "$second"}}}}
        """
}

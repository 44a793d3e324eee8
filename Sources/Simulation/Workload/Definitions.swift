/// The state machines of a simulated world: small ones that together use what makes recovery hard.
enum Definitions {
    static let effects = "http://localhost:4566/000000000000/effects"
    static let tokens = "http://localhost:4566/000000000000/tokens"
    static let activity = "arn:aws:states:us-east-1:000000000000:activity:work"
    static let table = "counters"

    /// Name and text of each machine.
    static let all: [(name: String, text: String)] = [
        ("order", order), ("callback", callback), ("activity", activityTask), ("nested", nested), ("failing", failing),
        ("loop", loop),
    ]

    static func arn(of machine: String) -> String {
        "arn:aws:states:us-east-1:000000000000:stateMachine:\(machine)"
    }

    private static func function(_ name: String) -> String { "arn:aws:lambda:us-east-1:000000000000:function:\(name)" }

    /// A task whose success is one message, no more and no less.
    private static let effect = """
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
              "QueueUrl": "\(tokens)", "MessageBody.$": "$$.Task.Token"},
            "ResultPath": null, "Next": "Tell",
            "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Tell"}]},
          "Tell": \(effect), "End": true}}}
        """

    private static let activityTask = """
        {"StartAt": "Ask", "States": {
          "Ask": {"Type": "Task", "Resource": "\(activity)", "TimeoutSeconds": 600, "HeartbeatSeconds": 120,
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
}

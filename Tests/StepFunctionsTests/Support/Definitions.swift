/// Small machines that together use everything an engine must carry through a crash.
enum Definitions {
    static let wait = """
        {"StartAt": "Before", "States": {
          "Before": {"Type": "Pass", "Result": {"seen": true}, "ResultPath": "$.before", "Next": "Pause"},
          "Pause": {"Type": "Wait", "Seconds": 2592000, "Next": "After"},
          "After": {"Type": "Pass", "Parameters": {"at.$": "$$.State.EnteredTime"}, "ResultPath": "$.after", "End": true}}}
        """

    static let task = """
        {"StartAt": "First", "States": {
          "First": {"Type": "Task", "Resource": "echo", "ResultPath": "$.first", "Next": "Second"},
          "Second": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "echo", "Payload": {"value.$": "$.first"}},
            "ResultSelector": {"payload.$": "$.Payload"}, "End": true}}}
        """

    static let retry = """
        {"StartAt": "Try", "States": {
          "Try": {"Type": "Task", "Resource": "flaky",
            "Retry": [{"ErrorEquals": ["Flaky"], "IntervalSeconds": 3600, "MaxAttempts": 5, "JitterStrategy": "FULL"}],
            "End": true}}}
        """

    static let parallel = """
        {"StartAt": "Both", "States": {
          "Both": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Left", "States": {"Left": {"Type": "Task", "Resource": "echo", "End": true}}},
            {"StartAt": "Rest", "States": {
              "Rest": {"Type": "Wait", "Seconds": 60, "Next": "Right"},
              "Right": {"Type": "Task", "Resource": "echo", "End": true}}}]}}}
        """

    static let map = """
        {"StartAt": "Each", "States": {
          "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
            "ItemSelector": {"item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "Do", "States": {
              "Do": {"Type": "Task", "Resource": "echo", "Next": "Pause"},
              "Pause": {"Type": "Wait", "Seconds": 5, "End": true}}}}}}
        """

    static let caught = """
        {"StartAt": "Try", "States": {
          "Try": {"Type": "Task", "Resource": "flaky", "Catch": [
            {"ErrorEquals": ["Flaky"], "ResultPath": "$.problem", "Next": "Mend"}], "End": true},
          "Mend": {"Type": "Task", "Resource": "echo", "Parameters": {"mended.$": "$.problem.Error"}, "End": true}}}
        """

    /// Starts itself until it is deep enough, and waits for each of its children.
    static let nested = """
        {"StartAt": "Deep", "States": {
          "Deep": {"Type": "Choice", "Default": "Leaf", "Choices": [
            {"Variable": "$.depth", "NumericGreaterThan": 0, "Next": "Nest"}]},
          "Nest": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Parameters": {"StateMachineArn.$": "$$.StateMachine.Id", "Input": {"depth.$": "States.MathAdd($.depth, -1)"}},
            "ResultSelector": {"output.$": "$.Output"}, "End": true},
          "Leaf": {"Type": "Task", "Resource": "echo", "End": true}}}
        """

    /// A function takes the token and answers with it.
    static let callback = """
        {"StartAt": "Ask", "States": {
          "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {"FunctionName": "answer", "Payload": {"token.$": "$$.Task.Token", "value.$": "$.d"}},
            "HeartbeatSeconds": 600, "TimeoutSeconds": 3600, "End": true}}}
        """

    /// Each item is an execution of its own, two of them at a time.
    static let distributedTasks = """
        {"StartAt": "Each", "States": {
          "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
            "ItemSelector": {"item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "Do", "States": {
                "Do": {"Type": "Task", "Resource": "echo", "Next": "Pause"},
                "Pause": {"Type": "Wait", "Seconds": 5, "End": true}}}}}}
        """

    /// Longer than one turn's budget of transitions.
    static let loop = """
        {"StartAt": "Count", "States": {
          "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
          "Enough": {"Type": "Choice", "Default": "Count", "Choices": [
            {"Variable": "$.n", "NumericGreaterThanEquals": 400, "Next": "Done"}]},
          "Done": {"Type": "Succeed"}}}
        """
}

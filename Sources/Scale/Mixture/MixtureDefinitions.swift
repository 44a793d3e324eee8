/// The state machines of the mixture: each ends by sending its name to the queue `told`.
enum MixtureDefinitions {
    static let queue = "told"
    static let requests = "asks"
    /// Where the worker writes down the tokens of the tasks that it has taken.
    static let taken = "taken"
    static let activity = "work"
    static let function = "flaky"

    private static let address = "http://localhost:4566/000000000000/"

    private static let tell = """
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
         "Parameters": {"QueueUrl": "\(address)\(queue)", "MessageBody.$": "$.name"}, "End": true}
        """

    /// Waits as long as the input says, and tells its name; the states' own names end with a word, as each stands once in a definition.
    private static func waitAndTell(_ word: String) -> String {
        """
        "StartAt": "Wait \(word)", "States": {
          "Wait \(word)": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "Tell \(word)"},
          "Tell \(word)": \(tell)}
        """
    }

    /// A branch that does the same, with a part of the name and a time of its own.
    private static func branch(_ number: Int, seconds: Int) -> String {
        """
        {"StartAt": "Wait \(number)", "States": {
          "Wait \(number)": {"Type": "Wait", "Seconds": \(seconds), "Next": "Name \(number)"},
          "Name \(number)": {"Type": "Pass", "Parameters": {"name.$": "States.Format('{}-\(number)', $.name)"},
            "Next": "Tell \(number)"},
          "Tell \(number)": \(tell)}}
        """
    }

    /// A machine whose first state waits for something and throws away what comes.
    private static func first(_ state: String) -> String {
        """
        {"StartAt": "First", "States": {
          "First": {\(state), "ResultPath": null, "Next": "Tell"},
          "Tell": \(tell)}}
        """
    }

    static func text(of kind: MixturePlan.Kind) -> String {
        switch kind {
        case .waits:
            "{\(waitAndTell("alone"))}"
        case .retries:
            first(
                """
                "Type": "Task", "Resource": "\(function)",
                "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 600, "MaxAttempts": 3}]
                """
            )
        case .asks:
            first(
                """
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": {"QueueUrl": "\(address)\(requests)",
                  "MessageBody": {"token.$": "$$.Task.Token"}}
                """
            )
        case .works:
            first(
                """
                "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:\(activity)"
                """
            )
        case .nests:
            first(
                """
                "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                "Parameters": {
                  "StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:waits",
                  "Name.$": "States.Format('{}-0', $.name)",
                  "Input": {"name.$": "States.Format('{}-0', $.name)", "seconds.$": "$.seconds"}}
                """
            )
        case .spreads:
            first(
                """
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": \(MixturePlan.iterationsAtATime),
                "ItemProcessor": {\(waitAndTell("item"))}
                """
            )
        case .forks:
            first(
                """
                "Type": "Parallel", "Branches": [
                  \(branch(0, seconds: MixturePlan.short)), \(branch(1, seconds: MixturePlan.long))]
                """
            )
        case .maps:
            first(
                """
                "Type": "Map", "Label": "children", "ItemsPath": "$.items",
                "MaxConcurrency": \(MixturePlan.childrenAtATime),
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                  \(waitAndTell("child"))}
                """
            )
        }
    }
}

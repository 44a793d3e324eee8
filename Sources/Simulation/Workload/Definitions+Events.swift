extension Definitions {
    /// Events that clients and executions put, by the rule that leads them there.
    static let told = "http://localhost:4566/000000000000/told"
    /// What the bus was told of executions.
    static let statuses = "http://localhost:4566/000000000000/statuses"

    /// The source of the events that clients and executions put.
    static let source = "simulation"

    /// An execution that puts an event.
    static let announcement = """
        {"StartAt": "Announce", "States": {
          "Announce": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents", "Parameters": {"Entries": [
            {"Source": "\(source)", "DetailType": "announced", "Detail": {"execution.$": "$$.Execution.Id"}}]},
            "ResultPath": null, "Next": "Tell",
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}]},
          "Tell": \(effect), "End": true}}}
        """

    /// An execution that an event starts.
    static let reaction = """
        {"StartAt": "Tell", "States": {"Tell": \(effect), "End": true}}}
        """

    /// The rules, with their targets.
    static let rules: [(name: String, pattern: String, targets: [(id: String, arn: String)])] = [
        (
            "told", "{\"source\":[\"\(source)\"]}",
            [("queue", "arn:aws:sqs:us-east-1:000000000000:told"), ("machine", arn(of: "reaction"))]
        ),
        (
            "statuses", "{\"source\":[\"aws.states\"],\"detail\":{\"status\":[{\"exists\":true}]}}",
            [("queue", "arn:aws:sqs:us-east-1:000000000000:statuses")]
        ),
    ]
}

/// What the load is made of: state machines for one part of the engine each.
enum SoakDefinitions {
    private static let queues = "http://localhost:4566/000000000000/"
    static let topic = "arn:aws:sns:us-east-1:000000000000:news"
    static let queueARN = "arn:aws:sqs:us-east-1:000000000000:"

    /// A task that fails now and then and is done again, a wait, and branches that publish and write a row.
    static let order = """
        {"StartAt": "Work", "States": {
          "Work": {"Type": "Task", "Resource": "work", "ResultPath": "$.work", "Next": "Pause",
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 5}]},
          "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Both"},
          "Both": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Publish", "States": {"Publish": {"Type": "Task",
              "Resource": "arn:aws:states:::sns:publish",
              "Parameters": {"TopicArn": "\(topic)", "Message.$": "$.text"}, "End": true}}},
            {"StartAt": "Write", "States": {"Write": {"Type": "Task",
              "Resource": "arn:aws:states:::dynamodb:putItem",
              "Parameters": {"TableName": "orders", "Item": {"id": {"S.$": "$.key"}, "text": {"S.$": "$.text"}}},
              "End": true}}}]}}}
        """

    /// An Express machine with a choice, an inline Map and a task.
    static let quick = """
        {"StartAt": "Which", "States": {
          "Which": {"Type": "Choice", "Choices": [{"Variable": "$.number", "NumericGreaterThan": 0, "Next": "Each"}],
            "Default": "Each"},
          "Each": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "Sum", "States": {
            "Sum": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($, 1)"}, "End": true}}},
            "ResultPath": "$.sums", "Next": "Work"},
          "Work": {"Type": "Task", "Resource": "work", "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 5}]}}}
        """

    /// A callback.
    static let ask = """
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters": {"QueueUrl": "\(queues)asks", "MessageBody": {"token.$": "$$.Task.Token"}},
          "TimeoutSeconds": 600, "End": true}}}
        """

    /// A distributed Map, whose Standard executions pass their items on.
    static let many = """
        {"StartAt": "Many", "States": {"Many": {"Type": "Map", "Label": "many", "ItemsPath": "$.items",
          "MaxConcurrency": 10, "End": true,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
        """

    /// An upload: the bucket tells a queue, a pipe starts `picked` with what it finds there.
    static let upload = """
        {"StartAt": "Put", "States": {"Put": {"Type": "Task",
          "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
          "Parameters": {"Bucket": "uploads", "Key.$": "$.key", "Body.$": "$.text"}, "End": true}}}
        """

    /// What the pipe starts: it reads the object, looks at it, and removes it.
    static let picked = """
        {"StartAt": "Read", "States": {
          "Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Parameters": {"Bucket": "uploads", "Key.$": "$[0].body.Records[0].s3.object.key"},
            "ResultPath": "$[0].content", "Next": "Work"},
          "Work": {"Type": "Task", "Resource": "work", "ResultPath": null, "Next": "Remove",
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 5}]},
          "Remove": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:deleteObject",
            "Parameters": {"Bucket": "uploads", "Key.$": "$[0].body.Records[0].s3.object.key"}, "End": true}}}
        """
}

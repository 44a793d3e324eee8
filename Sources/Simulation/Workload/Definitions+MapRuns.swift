extension Definitions {
    /// What the files of items lie in, and what results are written to.
    static let itemBucket = "items"
    static let resultBucket = "results"

    /// The files that map runs read, by key.
    static let itemFiles: [(key: String, text: String)] = [
        ("lines.jsonl", (0..<lineCount).map { "{\"line\":\($0)}" }.joined(separator: "\n")),
        ("table.csv", "row,name\n" + (0..<rowCount).map { "\($0),\"name, \($0)\"" }.joined(separator: "\n")),
    ]

    /// How many executions of a map run run at the same time at most, whatever clients change it to.
    static let concurrencyMax = 4

    private static let lineCount = 7
    private static let rowCount = 6

    /// How many items the map run of a machine has, where they come from a file.
    static func itemCount(of machine: String) -> Int? {
        switch machine {
        case "conversion": lineCount
        case "survey": rowCount
        default: nil
        }
    }

    /// The machines of distributed Map states.
    static let mapRuns: [Machine] = [
        ("spread", spread), ("conversion", conversion), ("survey", survey), ("race", race),
    ]

    static func isMapRunMachine(_ name: String) -> Bool { mapRuns.contains { $0.name == name } }

    /// Whether an execution is one of a machine with a distributed Map state.
    static func mayHaveMapRun(_ arn: String) -> Bool { mapRuns.contains { arn.contains(":execution:\($0.name):") } }

    /// Whether the executions of the machine's map run are Express executions.
    static func hasExpressChildren(_ machine: String) -> Bool { machine == "conversion" }

    private static let attempt = """
        {"Type": "Task", "Resource": "\(function("flaky"))", "ResultPath": null, "Next": "Report",
          "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 2, "MaxAttempts": 1}]}
        """

    private static let standard = """
        {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Doze", "States": {
          "Doze": {"Type": "Wait", "Seconds": 7, "Next": "Try"}, "Try": \(attempt), "Report": \(effect), "End": true}}}
        """

    private static let reader = "arn:aws:states:::s3:getObject"

    private static func writer(_ prefix: String) -> String {
        """
        {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {
          "Bucket": "\(resultBucket)", "Prefix": "\(prefix)"}}
        """
    }

    /// Items from the input, whose results are the state's.
    private static let spread = """
        {"StartAt": "Spread", "States": {
          "Spread": {"Type": "Map", "Label": "spread", "ItemsPath": "$.items", "MaxConcurrency": 3,
            "ToleratedFailureCountPath": "$.tolerated", "ItemProcessor": \(standard),
            "ItemSelector": {"index.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value"},
            "ResultPath": "$.results", "Next": "Tell"},
          "Tell": \(effect), "End": true}}}
        """

    /// Items from a file, in batches, for Express executions; results in a bucket.
    private static let conversion = """
        {"StartAt": "Convert", "States": {
          "Convert": {"Type": "Map", "Label": "convert", "MaxConcurrency": 2, "ToleratedFailureCountPath": "$.tolerated",
            "ItemReader": {"Resource": "\(reader)", "ReaderConfig": {"InputType": "JSONL"},
              "Parameters": {"Bucket": "\(itemBucket)", "Key": "lines.jsonl"}},
            "ItemBatcher": {"MaxItemsPerBatch": 2},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
              "StartAt": "Pause", "States": {
                "Pause": {"Type": "Wait", "Seconds": 5, "Next": "Try"}, "Try": \(attempt),
                "Report": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {
                  "QueueUrl": "\(loose)", "MessageBody.$": "$$.Execution.Name"}, "ResultPath": "$.sent", "End": true}}},
            "ResultWriter": \(writer("convert")), "ResultPath": "$.results", "Next": "Tell"},
          "Tell": \(effect), "End": true}}}
        """

    /// Items from a table; results in a bucket.
    private static let survey = """
        {"StartAt": "Survey", "States": {
          "Survey": {"Type": "Map", "Label": "survey", "MaxConcurrency": 4, "ToleratedFailurePercentage": 40,
            "ItemReader": {"Resource": "\(reader)",
              "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
              "Parameters": {"Bucket": "\(itemBucket)", "Key": "table.csv"}},
            "ItemProcessor": \(standard), "ResultWriter": \(writer("survey")), "ResultPath": "$.results", "Next": "Tell"},
          "Tell": \(effect), "End": true}}}
        """

    /// A map run beside a branch that may fail first, and then stops it.
    private static let race = """
        {"StartAt": "Race", "States": {
          "Race": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Run", "States": {
              "Run": {"Type": "Map", "Label": "race", "ItemsPath": "$.items", "MaxConcurrency": 2,
                "ToleratedFailurePercentage": 100, "ItemProcessor": \(standard),
                "ItemSelector": {"index.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value"}, "End": true}}},
            {"StartAt": "Nap", "States": {"Nap": {"Type": "Wait", "Seconds": 7, "Next": "Fail"},
              "Fail": {"Type": "Task", "Resource": "\(function("flaky"))", "End": true}}}]}}}
        """
}

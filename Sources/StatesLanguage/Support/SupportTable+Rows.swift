extension SupportTable {
    static let supportedRows: [Row] = [
        Row(
            feature: .jsonPath,
            name: "the JSONPath query language",
            place: "QueryLanguage, every path and template",
            status: .supported,
            note: "Input and output processing, payload templates, the context object and variables."
        ),
        Row(
            feature: .stateTypes,
            name: "the eight state types",
            place: "Type",
            status: .supported,
            note: "Task, Pass, Choice, Wait, Succeed, Fail, Parallel and Map."
        ),
        Row(
            feature: .variables,
            name: "variables",
            place: "Assign",
            status: .supported,
            note: "In states, choice rules and catchers, with the scopes of branches and iterations."
        ),
        Row(
            feature: .intrinsicFunctions,
            name: "intrinsic functions",
            place: "fields ending in .$, ErrorPath, CausePath",
            status: .supported,
            note: "All 18 functions; States.JsonMerge merges shallowly, as in the service."
        ),
        Row(
            feature: .retryAndCatch,
            name: "retriers and catchers",
            place: "Retry, Catch",
            status: .supported,
            note: "Back-off, MaxDelaySeconds and JitterStrategy included."
        ),
        Row(
            feature: .inlineMap,
            name: "the inline Map state",
            place: "ItemProcessor, Iterator",
            status: .supported,
            note: "With ItemsPath, ItemSelector, MaxConcurrency and MaxConcurrencyPath. Label and the ToleratedFailure "
                + "fields are checked; they have an effect in the distributed mode only."
        ),
        Row(
            feature: .functionTasks,
            name: "function tasks",
            place: "Resource",
            status: .supported,
            note: "A function's ARN, or the bare name of a function that is registered here."
        ),
        Row(
            feature: .integrations,
            name: "optimised integrations",
            place: "Resource",
            status: .supported,
            note: "Request and response: lambda:invoke, sqs:sendMessage, sns:publish, dynamodb:getItem and putItem."
        ),
    ]

    static let refusedRows: [Row] = [
        Row(
            feature: .jsonata,
            name: "the query language JSONata",
            place: "QueryLanguage",
            status: .refused,
            note: "Write the state with JSONPath: Parameters, ResultSelector, ResultPath and payload templates."
        ),
        Row(
            feature: .distributedMap,
            name: "the distributed Map state",
            place: "ProcessorConfig, ItemReader, ItemBatcher, ResultWriter",
            status: .refused,
            note: "Use the mode INLINE, and hand the items to the state as an array."
        ),
        Row(
            feature: .heartbeat,
            name: "the heartbeat of a task",
            place: "HeartbeatSeconds, HeartbeatSecondsPath",
            status: .refused,
            note: "Use TimeoutSeconds to bound the whole task."
        ),
        Row(
            feature: .credentials,
            name: "the credentials of a task",
            place: "Credentials",
            status: .refused,
            note: "Leave the field out: handlers here run without IAM roles."
        ),
        Row(
            feature: .activities,
            name: "an activity",
            place: "Resource",
            status: .refused,
            note: "Call a function instead."
        ),
        Row(
            feature: .synchronousIntegrations,
            name: "an integration that waits for a job (.sync)",
            place: "Resource",
            status: .refused,
            note: "Start the job with a function, then loop over Wait and Choice until it is done."
        ),
        Row(
            feature: .callbackIntegrations,
            name: "an integration that waits for a callback (.waitForTaskToken)",
            place: "Resource",
            status: .refused,
            note: "Call a function that returns when the work is done."
        ),
        Row(
            feature: .sdkIntegrations,
            name: "an AWS SDK integration (aws-sdk)",
            place: "Resource",
            status: .refused,
            note: "Use the optimised integration, or a function that makes the call."
        ),
        Row(
            feature: .httpTasks,
            name: "an HTTP task (http:invoke)",
            place: "Resource",
            status: .refused,
            note: "Use a function that makes the request."
        ),
        Row(
            feature: .otherIntegrations,
            name: "this integration",
            place: "Resource",
            status: .refused,
            note: "Use one of those that exist, or a function that makes the call."
        ),
    ]
}

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
            feature: .regularExpressions,
            name: "regular expressions in the filters of paths (=~)",
            place: "every path",
            status: .supported,
            note: "Of Java, as in the service: the whole value must match. With the flags i, d, m, s and u, possessive "
                + "quantifiers, atomic groups, look-around and back-references. Steps and memory are bounded: what takes too "
                + "much fails as a path that cannot be evaluated."
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
            feature: .distributedMap,
            name: "the distributed Map state",
            place: "ProcessorConfig, ItemReader, ItemBatcher, ResultWriter, Label",
            status: .supported,
            note:
                "With Standard and Express executions; items from the input, from a JSON, JSONL or CSV object, from the list of a "
                + "bucket's objects and what is in them, and from an S3 inventory in CSV, compressed or not; batches; tolerated "
                + "failures; results in the state's output or in a bucket; map runs that can be described, changed and redriven. "
                + "A tolerated percentage is judged once all items are read."
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
            name: "integrations",
            place: "Resource",
            status: .supported,
            note: DecodingOptions.optimizedIntegrations.joined(separator: ", ")
                + "; and in the generic form aws-sdk:service:action every operation that dynamodb, eventbridge, lambda, s3, sfn, "
                + "sns and sqs have here, but testState and copyObject."
        ),
        Row(
            feature: .taskPatterns,
            name: "task patterns",
            place: "Resource",
            status: .supported,
            note: "Request and response, .sync and .sync:2 for nested executions, .waitForTaskToken, and activities."
        ),
        Row(
            feature: .taskLimits,
            name: "the time limits of tasks",
            place: "TimeoutSeconds, HeartbeatSeconds and their paths",
            status: .supported,
            note: "A heartbeat that does not come is States.HeartbeatTimeout to retriers and catchers."
        ),
        Row(
            feature: .credentials,
            name: "the credentials of a task",
            place: "Credentials",
            status: .supported,
            note: "Evaluated and shown in the history; every role can be assumed, because there is no IAM here."
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
            feature: .otherItemReaders,
            name: "items in files of this kind (PARQUET, MANIFEST, ATHENA_DATA)",
            place: "ItemReader",
            status: .refused,
            note: "Use JSON, JSONL, CSV or an S3 inventory."
        ),
        Row(
            feature: .inlineMapFields,
            name: "a reader, a batcher or a writer in an inline Map state",
            place: "ItemReader, ItemBatcher, ResultWriter",
            status: .refused,
            note: "Use the mode DISTRIBUTED, or hand the items to the state as an array."
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
        Row(
            feature: .otherRegularExpressions,
            name: "this regular expression in a path",
            place: "every path",
            status: .refused,
            note:
                "Write it without classes within classes and their intersections, quotations in classes, scripts, blocks, "
                + "references to later groups, \\G, \\X, \\N and \\b{g}, and without the flags x and U; and let it stand beside =~ only."
        ),
    ]
}

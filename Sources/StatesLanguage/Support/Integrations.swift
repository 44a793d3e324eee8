/// The integrations that the service has: one that is not here is no resource at all, there or here.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
enum Integrations {
    /// Whether the service has an integration, as `service:action`, with a pattern.
    ///
    /// Of the generic form `aws-sdk:service:action` any name may exist: the list is that of AWS's whole API.
    static func exists(_ name: String, _ pattern: IntegrationPattern) -> Bool {
        if name.hasPrefix("aws-sdk:") { return pattern == .requestResponse || pattern == .callback }
        guard optimized.contains(name) else { return false }
        switch pattern {
        case .requestResponse: return true
        case .synchronous: return synchronous.contains(name)
        case .synchronousParsed: return name == "states:startExecution"
        case .callback: return callback.contains(name)
        }
    }

    /// Every optimised integration, as `service:action`.
    private static let optimized: Set<String> = Set(
        actions.flatMap { service, actions in actions.map { "\(service):\($0)" } }
    )

    /// Those that can wait for a callback.
    private static let callback: Set<String> = [
        "apigateway:invoke", "bedrock:invokeModel", "ecs:runTask", "eks:call", "events:putEvents", "lambda:invoke",
        "sns:publish", "sqs:sendMessage", "states:startExecution",
    ]

    /// Those that can wait for the job that they start.
    private static let synchronous: Set<String> = [
        "athena:startQueryExecution", "batch:submitJob", "bedrock:createModelCustomizationJob",
        "codebuild:startBuild", "codebuild:startBuildBatch", "databrew:startJobRun", "ecs:runTask",
        "eks:runJob", "eks:createCluster", "eks:deleteCluster", "eks:createFargateProfile",
        "eks:deleteFargateProfile", "eks:createNodegroup", "eks:deleteNodegroup",
        "elasticmapreduce:createCluster", "elasticmapreduce:terminateCluster", "elasticmapreduce:addStep",
        "emr-containers:createVirtualCluster", "emr-containers:deleteVirtualCluster", "emr-containers:startJobRun",
        "emr-serverless:createApplication", "emr-serverless:startApplication", "emr-serverless:stopApplication",
        "emr-serverless:deleteApplication", "emr-serverless:startJobRun", "glue:startJobRun",
        "mediaconvert:createJob", "sagemaker:createEndpoint", "sagemaker:createHyperParameterTuningJob",
        "sagemaker:createLabelingJob", "sagemaker:createProcessingJob", "sagemaker:createTrainingJob",
        "sagemaker:createTransformJob", "sagemaker:updateEndpoint", "states:startExecution",
    ]

    private static let actions: [(service: String, actions: [String])] = [
        ("apigateway", ["invoke"]),
        ("athena", ["startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults"]),
        ("batch", ["submitJob"]),
        ("bedrock", ["invokeModel", "createModelCustomizationJob"]),
        (
            "codebuild",
            [
                "startBuild", "stopBuild", "batchDeleteBuilds", "batchGetReports", "startBuildBatch",
                "stopBuildBatch", "retryBuildBatch", "deleteBuildBatch",
            ]
        ),
        ("databrew", ["startJobRun"]),
        ("dynamodb", ["getItem", "putItem", "updateItem", "deleteItem"]),
        ("ecs", ["runTask"]),
        (
            "eks",
            [
                "call", "runJob", "createCluster", "deleteCluster", "createFargateProfile", "deleteFargateProfile",
                "createNodegroup", "deleteNodegroup",
            ]
        ),
        (
            "elasticmapreduce",
            [
                "createCluster", "setClusterTerminationProtection", "terminateCluster", "addStep",
                "cancelStep", "modifyInstanceFleetByName", "modifyInstanceGroupByName",
            ]
        ),
        ("emr-containers", ["createVirtualCluster", "deleteVirtualCluster", "startJobRun"]),
        (
            "emr-serverless",
            [
                "createApplication", "startApplication", "stopApplication", "deleteApplication",
                "startJobRun", "cancelJobRun",
            ]
        ),
        ("events", ["putEvents"]),
        ("glue", ["startJobRun"]),
        ("http", ["invoke"]),
        ("lambda", ["invoke"]),
        ("mediaconvert", ["createJob"]),
        (
            "sagemaker",
            [
                "createEndpoint", "createEndpointConfig", "createHyperParameterTuningJob", "createLabelingJob",
                "createModel", "createProcessingJob", "createTrainingJob", "createTransformJob", "updateEndpoint",
            ]
        ),
        ("sns", ["publish"]),
        ("sqs", ["sendMessage"]),
        ("states", ["startExecution"]),
    ]
}

/// The optimised integrations that the service has: one that is not here is no resource at all, there or here.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
enum OptimizedIntegrations {
    /// Every integration, as `service:action`.
    static let names: Set<String> = Set(
        actions.flatMap { service, actions in actions.map { "\(service):\($0)" } }
    )

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

// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What AWS Lambda answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
    static let functionAnswers: [String: ResponseShape] = [
        "invoke": invokeAnswer,
        "getFunction": getFunctionAnswer,
    ]

    private static let invokeAnswer: ResponseShape = .structure([
        "StatusCode": .number,
        "FunctionError": .text,
        "LogResult": .text,
        "Payload": .text,
        "ExecutedVersion": .text(from: 1, to: 1024),
        "DurableExecutionArn": .text(from: 1, to: 1024),
    ])

    private static let getFunctionAnswer: ResponseShape = .structure([
        "Configuration": .functionConfiguration,
        "Code": .functionCodeLocation,
        "Tags": .map(.text),
        "TagsError": .tagsError,
        "Concurrency": .concurrency,
    ])

    private static let functionConfiguration: ResponseShape = .structure([
        "FunctionName": .text(from: 1, to: 256),
        "FunctionArn": .text(to: 10_000),
        "Runtime": .runtime,
        "Role": .text,
        "Handler": .text(to: 128),
        "CodeSize": .number,
        "Description": .text(to: 256),
        "Timeout": .number(from: 1),
        "MemorySize": .number(from: 128, to: 10_240),
        "LastModified": .text,
        "CodeSha256": .text,
        "Version": .text(from: 1, to: 1024),
        "VpcConfig": .vpcConfigResponse,
        "DeadLetterConfig": .deadLetterConfig,
        "Environment": .environmentResponse,
        "KMSKeyArn": .text,
        "TracingConfig": .tracingConfigResponse,
        "MasterArn": .text(to: 10_000),
        "RevisionId": .text,
        "Layers": .list(.layer),
        "State": .choice([
            "Pending", "Active", "Inactive", "Failed", "Deactivating", "Deactivated", "ActiveNonInvocable",
            "Deleting",
        ]),
        "StateReason": .text,
        "StateReasonCode": .stateReasonCode,
        "LastUpdateStatus": .choice(["Successful", "Failed", "InProgress"]),
        "LastUpdateStatusReason": .text,
        "LastUpdateStatusReasonCode": .lastUpdateStatusReasonCode,
        "FileSystemConfigs": .list(.fileSystemConfig),
        "PackageType": .choice(["Zip", "Image"]),
        "ImageConfigResponse": .imageConfigResponse,
        "SigningProfileVersionArn": .text,
        "SigningJobArn": .text,
        "Architectures": .list(.choice(["x86_64", "arm64"])),
        "EphemeralStorage": .ephemeralStorage,
        "SnapStart": .snapStartResponse,
        "RuntimeVersionConfig": .runtimeVersionConfig,
        "LoggingConfig": .loggingConfig,
        "CapacityProviderConfig": .capacityProviderConfig,
        "ConfigSha256": .text,
        "DurableConfig": .durableConfig,
        "TenancyConfig": .tenancyConfig,
    ])

    private static let runtime: ResponseShape = .choice([
        "nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x",
        "nodejs16.x", "java8", "java8.al2", "java11", "python2.7", "python3.6", "python3.7", "python3.8",
        "python3.9", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6", "dotnet8",
        "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "provided", "provided.al2", "nodejs18.x",
        "python3.10", "java17", "ruby3.2", "ruby3.3", "ruby3.4", "python3.11", "nodejs20.x", "provided.al2023",
        "python3.12", "java21", "python3.13", "nodejs22.x", "nodejs24.x", "python3.14", "java25", "dotnet10",
        "ruby4.0",
    ])

    private static let vpcConfigResponse: ResponseShape = .structure([
        "SubnetIds": .list(.text),
        "SecurityGroupIds": .list(.text),
        "VpcId": .text,
        "Ipv6AllowedForDualStack": .boolean,
    ])

    private static let deadLetterConfig: ResponseShape = .structure([
        "TargetArn": .text
    ])

    private static let environmentResponse: ResponseShape = .structure([
        "Variables": .map(.text),
        "Error": .environmentError,
    ])

    private static let environmentError: ResponseShape = .structure([
        "ErrorCode": .text,
        "Message": .text,
    ])

    private static let tracingConfigResponse: ResponseShape = .structure([
        "Mode": .choice(["Active", "PassThrough"])
    ])

    private static let layer: ResponseShape = .structure([
        "Arn": .text(from: 1, to: 140),
        "CodeSize": .number,
        "SigningProfileVersionArn": .text,
        "SigningJobArn": .text,
    ])

    private static let stateReasonCode: ResponseShape = .choice([
        "Idle", "Creating", "Restoring", "EniLimitExceeded", "InsufficientRolePermissions",
        "InvalidConfiguration", "InternalError", "SubnetOutOfIPAddresses", "InvalidSubnet",
        "InvalidSecurityGroup", "ImageDeleted", "ImageAccessDenied", "InvalidImage", "KMSKeyAccessDenied",
        "KMSKeyNotFound", "InvalidStateKMSKey", "DisabledKMSKey", "EFSIOError", "EFSMountConnectivityError",
        "EFSMountFailure", "EFSMountTimeout", "InvalidRuntime", "InvalidZipFileException", "FunctionError",
        "DrainingDurableExecutions", "VcpuLimitExceeded", "CapacityProviderScalingLimitExceeded",
        "InsufficientCapacity", "EC2RequestLimitExceeded", "FunctionError.InitTimeout",
        "FunctionError.RuntimeInitError", "FunctionError.ExtensionInitError",
        "FunctionError.InvalidEntryPoint", "FunctionError.InvalidWorkingDirectory",
        "FunctionError.PermissionDenied", "FunctionError.TooManyExtensions",
        "FunctionError.InitResourceExhausted", "DisallowedByVpcEncryptionControl",
    ])

    private static let lastUpdateStatusReasonCode: ResponseShape = .choice([
        "EniLimitExceeded", "InsufficientRolePermissions", "InvalidConfiguration", "InternalError",
        "SubnetOutOfIPAddresses", "InvalidSubnet", "InvalidSecurityGroup", "ImageDeleted", "ImageAccessDenied",
        "InvalidImage", "KMSKeyAccessDenied", "KMSKeyNotFound", "InvalidStateKMSKey", "DisabledKMSKey",
        "EFSIOError", "EFSMountConnectivityError", "EFSMountFailure", "EFSMountTimeout", "InvalidRuntime",
        "InvalidZipFileException", "FunctionError", "VcpuLimitExceeded",
        "CapacityProviderScalingLimitExceeded", "InsufficientCapacity", "EC2RequestLimitExceeded",
        "FunctionError.InitTimeout", "FunctionError.RuntimeInitError", "FunctionError.ExtensionInitError",
        "FunctionError.InvalidEntryPoint", "FunctionError.InvalidWorkingDirectory",
        "FunctionError.PermissionDenied", "FunctionError.TooManyExtensions",
        "FunctionError.InitResourceExhausted", "DisallowedByVpcEncryptionControl",
    ])

    private static let fileSystemConfig: ResponseShape = .structure(
        [
            "Arn": .text(to: 256),
            "LocalMountPath": .text(to: 160),
        ],
        required: ["Arn", "LocalMountPath"]
    )

    private static let imageConfigResponse: ResponseShape = .structure([
        "ImageConfig": .imageConfig,
        "Error": .imageConfigError,
    ])

    private static let imageConfig: ResponseShape = .structure([
        "EntryPoint": .list(.text),
        "Command": .list(.text),
        "WorkingDirectory": .text(to: 1000),
    ])

    private static let imageConfigError: ResponseShape = .structure([
        "ErrorCode": .text,
        "Message": .text,
    ])

    private static let ephemeralStorage: ResponseShape = .structure(
        [
            "Size": .number(from: 512, to: 10_240)
        ],
        required: ["Size"]
    )

    private static let snapStartResponse: ResponseShape = .structure([
        "ApplyOn": .choice(["PublishedVersions", "None"]),
        "OptimizationStatus": .choice(["On", "Off"]),
    ])

    private static let runtimeVersionConfig: ResponseShape = .structure([
        "RuntimeVersionArn": .text(from: 26, to: 2048),
        "Error": .runtimeVersionError,
    ])

    private static let runtimeVersionError: ResponseShape = .structure([
        "ErrorCode": .text,
        "Message": .text,
    ])

    private static let loggingConfig: ResponseShape = .structure([
        "LogFormat": .choice(["JSON", "Text"]),
        "ApplicationLogLevel": .choice(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]),
        "SystemLogLevel": .choice(["DEBUG", "INFO", "WARN"]),
        "LogGroup": .text(from: 1, to: 512),
    ])

    private static let capacityProviderConfig: ResponseShape = .structure(
        [
            "LambdaManagedInstancesCapacityProviderConfig": .lambdaManagedInstancesCapacityProviderConfig
        ],
        required: ["LambdaManagedInstancesCapacityProviderConfig"]
    )

    private static let lambdaManagedInstancesCapacityProviderConfig: ResponseShape = .structure(
        [
            "CapacityProviderArn": .text(from: 1, to: 140),
            "PerExecutionEnvironmentMaxConcurrency": .number(from: 1, to: 1600),
            "ExecutionEnvironmentMemoryGiBPerVCpu": .number(from: 2, to: 8),
        ],
        required: ["CapacityProviderArn"]
    )

    private static let durableConfig: ResponseShape = .structure([
        "RetentionPeriodInDays": .number(from: 1, to: 90),
        "ExecutionTimeout": .number(from: 1, to: 31_622_400),
    ])

    private static let tenancyConfig: ResponseShape = .structure(
        [
            "TenantIsolationMode": .choice(["PER_TENANT"])
        ],
        required: ["TenantIsolationMode"]
    )

    private static let functionCodeLocation: ResponseShape = .structure([
        "RepositoryType": .text,
        "Location": .text,
        "ImageUri": .text,
        "ResolvedImageUri": .text,
        "SourceKMSKeyArn": .text,
    ])

    private static let tagsError: ResponseShape = .structure(
        [
            "ErrorCode": .text(from: 10, to: 21),
            "Message": .text(from: 84, to: 1000),
        ],
        required: ["ErrorCode", "Message"]
    )

    private static let concurrency: ResponseShape = .structure([
        "ReservedConcurrentExecutions": .number
    ])
}

extension Neighbour {
    /// Lambda: calls of functions.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    static let functions = Neighbour(
        door: "lambda",
        sdkName: "lambda",
        sdkClass: "Lambda",
        optimizedClass: "Lambda",
        optimizedName: "AWSLambda",
        optimizedException: "AWSLambdaException",
        exceptions: Set(
            words: """
                CodeStorageExceeded EC2AccessDenied EC2Throttled EC2Unexpected ENILimitReached InvalidParameterValue
                InvalidRequestContent InvalidRuntime InvalidSecurityGroupID InvalidSubnetID InvalidZipFile
                KMSAccessDenied KMSDisabled KMSInvalidState KMSNotFound PolicyLengthExceeded PreconditionFailed
                ProvisionedConcurrencyConfigNotFound RecursiveInvocation RequestTooLarge ResourceConflict ResourceInUse
                ResourceNotFound ResourceNotReady Service SnapStart SnapStartNotReady SnapStartTimeout
                SubnetIPAddressLimitReached TooManyRequests UnsupportedMediaType
                """
        ),
        maps: ["Payload"],
        optimizedParameters: [
            "invoke": ["ClientContext", "FunctionName", "InvocationType", "LogType", "Payload", "Qualifier"]
        ]
    )
}

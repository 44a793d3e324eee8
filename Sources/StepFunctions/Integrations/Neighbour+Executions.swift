extension Neighbour {
    /// Step Functions itself: nested executions, and in the generic form the whole service.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
    static let executions = Neighbour(
        door: "states",
        sdkName: "sfn",
        sdkClass: "Sfn",
        optimizedClass: "StepFunctions",
        optimizedName: "AWSStepFunctions",
        optimizedException: "AWSStepFunctionsException",
        exceptions: Set(
            words: """
                ActivityAlreadyExists ActivityDoesNotExist ActivityLimitExceeded ActivityWorkerLimitExceeded Conflict
                ExecutionAlreadyExists ExecutionDoesNotExist ExecutionLimitExceeded ExecutionNotRedrivable InvalidArn
                InvalidDefinition InvalidEncryptionConfiguration InvalidExecutionInput InvalidLoggingConfiguration
                InvalidName InvalidOutput InvalidToken InvalidTracingConfiguration KmsAccessDenied KmsInvalidState
                KmsThrottling MissingRequiredParameter ResourceNotFound ServiceQuotaExceeded StateMachineAlreadyExists
                StateMachineDeleting StateMachineDoesNotExist StateMachineLimitExceeded StateMachineTypeNotSupported
                TaskDoesNotExist TaskTimedOut TooManyTags Validation
                """
        ),
        textParameters: ["Definition", "Input", "Output"],
        isCamelCase: true,
        maps: ["variableReferences"],
        times: ["creationDate", "redriveDate", "startDate", "stopDate", "timestamp", "updateDate"],
        optimizedParameters: ["startExecution": ["Input", "Name", "StateMachineArn", "TraceHeader"]]
    )
}

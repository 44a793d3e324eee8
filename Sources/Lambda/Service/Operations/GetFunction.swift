import QuickstepJSON
import QuickstepServiceKit

/// Source: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
extension LambdaService {
    /// `GetFunction`: what there is to know of a linked function.
    func getFunction(_ request: ServiceRequest) throws(ServiceError) -> ServiceResponse {
        var parameters = Parameters(request)
        let name = try parameters.requiredText("FunctionName")
        let qualifier = try parameters.text("Qualifier")
        try parameters.finish()
        let (function, reference) = try registry.find(name, qualifier: qualifier, in: request.scope)
        var output: JSONObject = ["Configuration": .object(Self.configuration(of: function, reference))]
        if let concurrency = function.concurrency {
            output["Concurrency"] = ["ReservedConcurrentExecutions": .number(JSONNumber(concurrency))]
        }
        return ServiceResponse(output)
    }

    /// The members of `FunctionConfiguration` that a linked function has.
    static func configuration(of function: Function, _ reference: FunctionReference) -> JSONObject {
        let (seconds, attoseconds) = function.timeout.components
        return [
            "FunctionName": .string(function.name),
            "FunctionArn": .string(reference.askedARN),
            "Timeout": .number(JSONNumber(attoseconds > 0 ? seconds + 1 : seconds)),
            "Version": .string(FunctionReference.latest),
            "State": "Active",
            "LastUpdateStatus": "Successful",
        ]
    }
}

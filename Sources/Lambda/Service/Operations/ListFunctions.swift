import QuickstepJSON
import QuickstepServiceKit

/// Source: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
extension LambdaService {
    /// `ListFunctions`: all linked functions, by name, on one page.
    func listFunctions(_ request: ServiceRequest) throws(ServiceError) -> ServiceResponse {
        let parameters = Parameters(request)
        try parameters.finish()
        let functions = registry.functions.map { function in
            let reference = FunctionReference(scope: request.scope, name: function.name)
            return JSONValue.object(Self.configuration(of: function, reference))
        }
        return ServiceResponse(["Functions": .array(functions)])
    }
}

import QuickstepJSON
import QuickstepStatesLanguage
import Testing

@testable import QuickstepStepFunctions

struct ResponseShapeTests {
    /// `resource` is what follows `arn:aws:states:::`, with a semicolon before the action.
    private func shape(_ resource: String) throws -> ResponseShape? {
        let parts = resource.split(separator: ";").map(String.init)
        let (service, action) = (try #require(parts.first), try #require(parts.last))
        let task = TaskResource.integration(service: service, action: action)
        return ResponseShape.answer(of: try #require(task.operation), service: service, task.pattern)
    }

    private func violation(
        _ resource: String,
        _ result: JSONValue,
        mode: FieldValidationMode = .strict
    ) throws -> String? {
        try #require(try shape(resource)).violation(by: result, mode: mode)
    }

    @Test(arguments: [
        "sqs;sendMessage.waitForTaskToken", "aws-sdk:textract;analyzeDocument", "glue;startJobRun.sync",
    ])
    func `an answer that is not known has no shape`(resource: String) throws {
        let shape = try shape(resource)
        #expect(shape == nil)
    }
}

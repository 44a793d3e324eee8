import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Tests one state in a turn: with a mock, or a state whose work is done at once.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
    func testState(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var prepared = try PreparedTest(parameters, TestSurroundings(&turn))
        let (progress, outcome) = try prepared.begin()
        if let outcome { return prepared.response(outcome) }
        if case .wait(let until) = progress, until <= turn.now {
            return prepared.response(prepared.test.wake())
        }
        throw Parameters.validation(
            "The state waits, and a call in the midst of another cannot: test it through the endpoint, or with a mock."
        )
    }
}

extension PreparedTest {
    func response(_ outcome: StateTestOutcome) -> ServiceResponse {
        ServiceResponse(outcome.answer(to: request, input: input))
    }
}

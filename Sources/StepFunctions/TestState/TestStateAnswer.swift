import QuickstepInterpreter
import QuickstepJSON
import QuickstepStatesLanguage

extension StateTestOutcome {
    /// The answer of TestState.
    func answer(to request: TestStateRequest, input: JSONValue) -> JSONObject {
        var answer: JSONObject = [:]
        if let output { answer["output"] = .string(output.compactText) }
        if let error { answer["error"] = .string(error) }
        if let cause { answer["cause"] = .string(cause) }
        switch request.level {
        case .info: break
        case .debug, .trace: answer["inspectionData"] = .object(inspection(input: input))
        }
        if let nextState { answer["nextState"] = .string(nextState) }
        answer["status"] = .string(status.rawValue)
        return answer
    }

    private func inspection(input: JSONValue) -> JSONObject {
        var data: JSONObject = ["input": .string(input.compactText)]
        for mark in StateTrace.Mark.allCases {
            guard let value = trace[mark] else { continue }
            data[mark.rawValue] = mark.isNumber ? value : .string(value.compactText)
        }
        if !variables.isEmpty { data["variables"] = .string(JSONValue.object(variables).compactText) }
        var details: JSONObject = [:]
        if let index = handling.retryIndex { details["retryIndex"] = .number(JSONNumber(index)) }
        if let seconds = handling.retryBackoffSeconds {
            details["retryBackoffIntervalSeconds"] = .number(JSONNumber(seconds))
        }
        if let index = handling.catchIndex { details["catchIndex"] = .number(JSONNumber(index)) }
        if !details.isEmpty { data["errorDetails"] = .object(details) }
        return data
    }
}

extension StateTrace.Mark {
    /// Whether the answer has the value as a number; everything else is JSON text.
    fileprivate var isNumber: Bool {
        self == .maxConcurrency || self == .toleratedFailureCount || self == .toleratedFailurePercentage
    }
}

package import QuickstepJSON
package import QuickstepJSONPath

extension JSONPath {
    /// Why a path found nothing.
    enum Miss: Error, Equatable {
        case undefinedVariable(String)
        case noMatch(JSONPathMiss)
    }

    /// Finds the value that the path names in the input, the context object or a variable.
    ///
    /// - Throws: `States.Runtime` with the text of the path's place, where the path finds nothing.
    package func evaluate(
        in scope: EvaluationScope,
        at place: PathPlace = .field
    ) throws(EvaluationError) -> JSONValue {
        switch find(in: scope) {
        case .success(let value):
            return value
        case .failure(let miss):
            throw EvaluationError(cause: cause(of: miss, at: place, in: scope))
        }
    }

    /// What a computed field of a template gets.
    ///
    /// The service gives `null` for an index past the end of an array, and fails for everything else that is missing.
    func evaluateInTemplate(field: String, in scope: EvaluationScope) throws(EvaluationError) -> JSONValue {
        switch find(in: scope) {
        case .success(let value):
            return value
        case .failure(.noMatch(let miss)) where miss.reason == .indexOutOfRange:
            return .null
        case .failure(let miss):
            throw EvaluationError(cause: cause(of: miss, at: .named(field), in: scope))
        }
    }

    /// Finds the value that the path names, or says why there is none.
    func find(in scope: EvaluationScope) -> Result<JSONValue, Miss> {
        switch root {
        case .input:
            return query(scope.input).mapError { .noMatch($0) }
        case .context:
            return query(scope.context()).mapError { .noMatch($0) }
        case .variable(let name):
            guard let value = scope.variables[name] else { return .failure(.undefinedVariable(name)) }
            return query(value).mapError { .noMatch($0) }
        }
    }

    private func cause(of miss: Miss, at place: PathPlace, in scope: EvaluationScope) -> String {
        switch place {
        case .field:
            return "Invalid path '\(text)' : \(detail(of: miss))"
        case .named(let field):
            return "The JSONPath '\(text)' specified for the field '\(field)' could not be found in the input "
                + "'\(document(in: scope).compactText)'"
        case .intrinsicArgument(let call):
            // The service names a path into the context object with one dollar sign, and shows the input.
            let argument = root == .context ? String(text.dropFirst()) : text
            return call.cause(
                "The JsonPath argument for the field '\(argument)' could not be found in the input "
                    + "'\(scope.input.compactText)'"
            )
        case .choiceRule:
            return "Invalid path '\(text)': The choice state's condition path references an invalid value."
        case .wait(let field):
            return "The \(field) parameter does not reference an input value: \(text)"
        }
    }

    private func detail(of miss: Miss) -> String {
        switch miss {
        case .undefinedVariable(let name): "The variable '$\(name)' has no value"
        case .noMatch(let miss): miss.detail
        }
    }

    /// What the path was applied to.
    private func document(in scope: EvaluationScope) -> JSONValue {
        switch root {
        case .input: scope.input
        case .context: scope.context()
        case .variable(let name): scope.variables[name] ?? scope.input
        }
    }
}

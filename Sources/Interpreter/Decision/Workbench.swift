import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives
import QuickstepStatesLanguage

/// The surroundings of one decision about one visit of a state: what its expressions may look at.
struct Workbench {
    let compiled: CompiledState
    let visit: Visit
    let variables: Variables
    /// Everything but the input stays the same for the whole decision; draws go on from one expression to the next.
    var scope: EvaluationScope
    /// The version of the rules that the execution began under.
    var semantics = ExecutionHeader.currentSemanticsVersion
    /// What a test of the state sees; `nil` in executions.
    var trace: StateTrace?

    var state: State { compiled.state }

    /// What `InputPath` selects from the raw input.
    mutating func effectiveInput() throws(EvaluationError) -> JSONValue {
        if case .whole = state.inputPath {
            note(.afterInputPath, visit.rawInput)
            return visit.rawInput
        }
        scope.input = visit.rawInput
        let input = try checked(state.inputPath.evaluate(in: scope))
        note(.afterInputPath, input)
        return input
    }

    /// Shows a value to a test of the state.
    mutating func note(_ mark: StateTrace.Mark, _ value: JSONValue) {
        trace?.values[mark] = value
    }

    /// A template seen with an input; the input itself where there is no template.
    mutating func apply(_ template: PayloadTemplate?, to input: JSONValue) throws(EvaluationError) -> JSONValue {
        guard let template else { return input }
        scope.input = input
        return try checked(template.evaluate(in: &scope))
    }

    /// What `OutputPath` selects.
    mutating func output(from value: JSONValue) throws(EvaluationError) -> JSONValue {
        if case .whole = state.outputPath { return value }
        scope.input = value
        return try checked(state.outputPath.evaluate(in: scope))
    }

    /// Puts a result into the raw input.
    func merge(_ result: JSONValue, at path: ResultPath) throws(EvaluationError) -> JSONValue {
        switch path {
        case .replace: return result
        case .discard: return visit.rawInput
        case .path: return try checked(path.merge(result, into: visit.rawInput))
        }
    }

    /// The variables that a state or a catcher assigns; `nil` where there are none.
    mutating func assigned(
        by template: PayloadTemplate?,
        seeing input: JSONValue
    ) throws(EvaluationError) -> JSONObject? {
        guard let template else { return nil }
        scope.input = input
        guard let values = try template.evaluate(in: &scope).objectValue, !values.isEmpty else { return nil }
        let object = JSONValue.object(values)
        guard !object.exceedsByteCount(MachineLimits.assignmentBytesMax),
            variables.byteCount(assigning: values) <= MachineLimits.variablesBytesMax
        else {
            throw EvaluationError(
                name: ErrorName.dataLimitExceeded,
                cause:
                    "The variables assigned by the state '\(state.name)' exceed the maximum number of bytes service limit."
            )
        }
        return try checked(object).objectValue
    }

    /// A value that the state made, unless it is too large or too deep.
    func checked(_ value: JSONValue) throws(EvaluationError) -> JSONValue {
        switch value {
        case .null, .bool, .number: return value
        case .string, .array, .object: break
        }
        guard !value.exceedsByteCount(MachineLimits.payloadBytesMax) else {
            throw EvaluationError(name: ErrorName.dataLimitExceeded, cause: MachineTexts.oversize(state.name))
        }
        guard !value.exceedsDepth(MachineLimits.payloadDepthMax) else {
            throw EvaluationError(cause: MachineTexts.tooDeep)
        }
        return value
    }

    /// An evaluation's failure, as the state's failure.
    ///
    /// Only data limits and a few causes that are whole go without the words that name the state.
    func failure(_ error: EvaluationError) -> Failure {
        let prefix =
            error.isWhole || error.name == ErrorName.dataLimitExceeded
            ? "" : MachineTexts.prefix(state: visit.state, enteredID: visit.enteredID)
        return Failure(error: error.name, cause: prefix + error.cause, origin: .state)
    }
}

/// The machine's own texts, in one place.
package enum MachineTexts {
    /// What precedes the cause of an expression's failure.
    static func prefix(state: String, enteredID: Int) -> String {
        "An error occurred while executing the state '\(state)' (entered at the event id #\(enteredID)). "
    }

    /// The subject is the ARN of a function, the service of an integration, or the name of a state.
    package static func oversize(_ subject: String) -> String {
        "The state/task '\(subject)' returned a result with a size exceeding the maximum number of bytes service limit."
    }

    /// The service names a path into the context object with one dollar sign.
    static func noArray(at path: JSONPath) -> String {
        let text = path.root == .context ? String(path.text.dropFirst()) : path.text
        return "Reference path \"\(text)\" must point to array."
    }

    static let tooDeep =
        "The value is nested more than \(MachineLimits.payloadDepthMax) levels deep, which Quickstep does not support."
    package static let exceededToleratedFailures = "The specified tolerated failure threshold was exceeded"
    static let noTransition = "Failed to transition out of the state. The state does not point to a next state."
}

extension Execution {
    /// The surroundings of the decision that makes event `sequence`, by default the next one.
    func workbench(
        _ id: FrameID,
        _ compiled: CompiledState,
        _ visit: Visit,
        item: MapItem? = nil,
        task: TaskID? = nil,
        sequence: Int? = nil
    ) -> Workbench {
        let header = header
        let context = ContextSource(
            execution: fixedContext.execution,
            stateMachine: fixedContext.stateMachine,
            state: visit.state,
            enteredAt: visit.enteredAt,
            retryCount: compiled.type.showsRetryCount ? visit.retryCount : nil,
            item: item ?? nearestItem(from: id),
            token: compiled.showsToken
                ? (task ?? visit.task).map { TaskToken.Source(header: header, task: $0) } : nil
        )
        let variables = frames[id]?.variables ?? Variables()
        return Workbench(
            compiled: compiled,
            visit: visit,
            variables: variables,
            scope: EvaluationScope(
                input: visit.rawInput,
                variables: variables.values,
                random: KeyedRandom(
                    seed: header.seed,
                    event: sequence ?? lastSequence + 1,
                    attempt: visit.retryCount
                ),
                context: { context.value }
            ),
            semantics: header.semanticsVersion
        )
    }

    /// The item of the innermost iteration around a frame.
    private func nearestItem(from id: FrameID) -> MapItem? {
        var next: FrameID? = id
        while let id = next, let role = frames[id]?.role {
            switch role {
            case .root: return nil
            case .branch(let parent, _): next = parent
            case .iteration(_, _, let item): return item
            }
        }
        return nil
    }
}

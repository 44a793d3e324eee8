import QuickstepJSON
import QuickstepJSONPath
import QuickstepStatesLanguage

/// The variables that each state of a machine reads, by the names of the states.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
struct VariableReferences {
    private var names: [String: Set<String>] = [:]

    /// Whether the machine assigns variables, read or not.
    let hasAssignments: Bool

    var isEmpty: Bool { names.isEmpty }

    /// States and names sorted; a state that reads no variable is left out.
    var json: JSONValue {
        .object(
            JSONObject(
                names.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.sorted().map { .string($0) })) }
            )
        )
    }

    init(of machine: StateMachine) {
        hasAssignments = machine.states.values.contains(where: Self.assigns)
        for state in machine.states.values {
            var collector = VariableCollector()
            collector.add(state)
            if !collector.names.isEmpty { names[state.name] = collector.names }
        }
    }

    private static func assigns(_ state: State) -> Bool {
        if state.assign != nil || state.catchers.contains(where: { $0.assign != nil }) { return true }
        guard case .choice(let choice) = state.kind else { return false }
        return choice.rules.contains { $0.assign != nil }
    }
}

/// Gathers the variables that the fields of one state read; those of states inside it are theirs.
private struct VariableCollector {
    private(set) var names: Set<String> = []

    mutating func add(_ state: State) {
        add(state.inputPath)
        add(state.outputPath)
        add(state.assign)
        for catcher in state.catchers { add(catcher.assign) }
        switch state.kind {
        case .task(let task):
            add(task.parameters)
            add(task.resultSelector)
            add(task.timeout)
            add(task.heartbeat)
            add(task.credentials)
        case .pass(let pass):
            add(pass.parameters)
        case .choice(let choice):
            for rule in choice.rules {
                add(rule.condition)
                add(rule.assign)
            }
        case .wait(.secondsPath(let path)), .wait(.timestampPath(let path)):
            add(path)
        case .wait(.seconds), .wait(.timestamp), .succeed:
            break
        case .fail(let fail):
            add(fail.error)
            add(fail.cause)
        case .parallel(let parallel):
            add(parallel.parameters)
            add(parallel.resultSelector)
        case .map(let map):
            add(map.itemsPath)
            add(map.itemSelector)
            add(map.maxConcurrency)
            add(map.resultSelector)
            add(map.toleratedFailureCount)
            if case .path(let path) = map.toleratedFailurePercentage { add(path) }
        }
    }

    private mutating func add(_ path: JSONPath) {
        if case .variable(let name) = path.root { names.insert(name) }
    }

    private mutating func add(_ path: SelectedPath) {
        if case .path(let path) = path { add(path) }
    }

    private mutating func add(_ field: IntegerField?) {
        if case .path(let path) = field { add(path) }
    }

    private mutating func add(_ field: TextField?) {
        switch field {
        case .path(let path): add(path)
        case .intrinsic(let call): add(call)
        case .constant, nil: break
        }
    }

    private mutating func add(_ template: PayloadTemplate?) {
        switch template {
        case .path(let path): add(path)
        case .intrinsic(let call): add(call)
        case .object(let fields): for field in fields { add(field.value) }
        case .array(let elements): for element in elements { add(element) }
        case .literal, nil: break
        }
    }

    private mutating func add(_ call: IntrinsicCall) {
        for argument in call.arguments {
            switch argument {
            case .path(let path): add(path)
            case .call(let call): add(call)
            case .literal, .slots: break
            }
        }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .and(let conditions), .or(let conditions): for condition in conditions { add(condition) }
        case .not(let condition): add(condition)
        case .test(let variable, let test):
            add(variable)
            add(test)
        }
    }

    private mutating func add(_ test: Condition.Test) {
        switch test {
        case .string(_, .path(let path)), .numeric(_, .path(let path)), .timestamp(_, .path(let path)),
            .boolean(.path(let path)):
            add(path)
        case .string, .numeric, .timestamp, .boolean, .matches, .isNull, .isPresent, .isNumeric, .isString, .isBoolean,
            .isTimestamp:
            break
        }
    }
}

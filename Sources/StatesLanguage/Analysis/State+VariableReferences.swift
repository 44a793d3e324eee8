import QuickstepJSONPath

extension State {
    /// The variables that the fields of the state read, without the dollar sign.
    ///
    /// What states in its branches or its processor read is theirs.
    package var variableReferences: Set<String> {
        var collector = VariableCollector()
        collector.add(self)
        return collector.names
    }
}

/// Gathers the names of variables from everything that can hold a path.
private struct VariableCollector {
    var names: Set<String> = []

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
            add(map.toleratedFailureCount)
            if case .path(let path)? = map.toleratedFailurePercentage { add(path) }
            add(map.resultSelector)
            if let distributed = map.distributed { add(distributed) }
        }
    }

    private mutating func add(_ map: DistributedMap) {
        add(map.reader?.arguments)
        add(map.reader?.maxItems)
        add(map.batcher?.maxItems)
        add(map.batcher?.maxBytes)
        add(map.batcher?.input)
        add(map.writer?.arguments)
    }

    private mutating func add(_ path: JSONPath) {
        if case .variable(let name) = path.root { names.insert(name) }
    }

    private mutating func add(_ selection: SelectedPath) {
        if case .path(let path) = selection { add(path) }
    }

    private mutating func add(_ field: IntegerField?) {
        if case .path(let path)? = field { add(path) }
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
        case .object(let fields): for field in fields { add(field.value) }
        case .array(let elements): for element in elements { add(element) }
        case .path(let path): add(path)
        case .intrinsic(let call): add(call)
        case .literal, nil: break
        }
    }

    private mutating func add(_ call: IntrinsicCall) {
        for argument in call.arguments {
            switch argument {
            case .path(let path): add(path)
            case .call(let inner): add(inner)
            case .literal, .slots: break
            }
        }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .and(let conditions), .or(let conditions):
            for condition in conditions { add(condition) }
        case .not(let condition):
            add(condition)
        case .test(let variable, let test):
            add(variable)
            switch test {
            case .string(_, .path(let path)), .numeric(_, .path(let path)), .timestamp(_, .path(let path)),
                .boolean(.path(let path)):
                add(path)
            case .string, .numeric, .timestamp, .boolean, .matches, .isNull, .isPresent, .isNumeric, .isString,
                .isBoolean, .isTimestamp:
                break
            }
        }
    }
}

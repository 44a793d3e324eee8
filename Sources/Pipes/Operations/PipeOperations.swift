import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `DescribePipe`: everything about one pipe.
enum DescribePipe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let (address, record) = try call.pipe(&turn)
        return record.description(address)
    }
}

/// `DeletePipe`: removes a pipe.
///
/// Batches that a function has in hand are finished.
enum DeletePipe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let (address, record) = try call.pipe(&turn)
        turn.delete(PipeRows(address).pipe)
        turn.delete(PipeRows.directory(address.scope).text(address.name))
        turn.afterCommit { [service = call.service] in
            service.board.stopListening(address, to: record.source)
        }
        return call.answer(address, record)
    }
}

/// `StartPipe`: lets a pipe run.
enum StartPipe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try PipeSwitch.set(true, call, &turn)
    }
}

/// `StopPipe`: lets a pipe rest.
///
/// Its messages stay in the queue.
enum StopPipe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try PipeSwitch.set(false, call, &turn)
    }
}

private enum PipeSwitch {
    static func set(_ isRunning: Bool, _ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        var (address, record) = try call.pipe(&turn)
        if record.isRunning != isRunning {
            record.isRunning = isRunning
            record.modifiedAt = turn.now
            call.put(address, record, &turn)
        }
        return call.answer(address, record)
    }
}

/// `ListPipes`: the pipes of the caller's account and Region, by name.
enum ListPipes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let limit = try parameters.integer("Limit") ?? PipesLimits.listedPipes.upperBound
        guard PipesLimits.listedPipes.contains(limit) else {
            throw .validation("Limit must be between 1 and \(PipesLimits.listedPipes.upperBound).")
        }
        let directory = PipeRows.directory(call.scope)
        var range = directory.prefixRange
        if let token = try parameters.text("NextToken") {
            guard let bytes = Base64.decode(token), let last = String(validating: bytes, as: UTF8.self) else {
                throw .validation("The NextToken is none of this list.")
            }
            range = directory.text(last).successor..<range.upperBound
        }
        let filter = try Filter(parameters)
        var pipes: [JSONObject] = []
        for row in try turn.range(range) where pipes.count <= limit {
            var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
            guard let name = reader.text() else { throw .damaged("the directory of pipes") }
            let address = PipeAddress(scope: call.scope, name: name)
            guard let record = try PipeRecord(address, &turn) else { continue }
            let summary = record.summary(address)
            if filter.accepts(summary) { pipes.append(summary) }
        }
        guard pipes.count > limit else { return ["Pipes": .array(pipes.map { .object($0) })] }
        pipes.removeLast()
        let last = pipes.last?["Name"]?.stringValue ?? ""
        return ["Pipes": .array(pipes.map { .object($0) }), "NextToken": .string(Base64.encode(Array(last.utf8)))]
    }

    private struct Filter {
        private var prefixes: [(name: String, prefix: String)] = []

        init(_ parameters: Parameters) throws(ServiceError) {
            let names = [
                ("NamePrefix", "Name"), ("SourcePrefix", "Source"), ("TargetPrefix", "Target"),
                ("DesiredState", "DesiredState"), ("CurrentState", "CurrentState"),
            ]
            for (parameter, name) in names {
                if let prefix = try parameters.text(parameter) { prefixes.append((name, prefix)) }
            }
        }

        func accepts(_ pipe: JSONObject) -> Bool {
            prefixes.allSatisfy { pipe[$0.name]?.stringValue?.hasPrefix($0.prefix) == true }
        }
    }
}

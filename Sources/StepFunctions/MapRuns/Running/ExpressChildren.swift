import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// The Express executions that map runs have under way in this process.
///
/// They live in memory. What a run keeps of one until it has ended is its input, so that it is begun again after a crash: its tasks may
/// then be done twice, as the service's documentation says of Express executions.
final class ExpressChildren: Sendable {
    /// One attempt of one execution.
    private struct Key: Hashable {
        let owner: Owner
        let index: Int
        let attempt: Int
    }

    private let kernel: Kernel
    private let tasks: TaskRouter
    private let runs = Mutex<[Key: ExpressRun]>([:])

    init(kernel: Kernel, tasks: TaskRouter) {
        self.kernel = kernel
        self.tasks = tasks
    }

    /// Whether an execution is under way.
    func contains(_ index: Int, attempt: Int, of header: MapRunHeader) -> Bool {
        runs.withLock { $0[Key(owner: header.name.owner, index: index, attempt: attempt)] != nil }
    }

    /// Begins an execution after the commit.
    func begin(
        _ input: JSONValue,
        items: Int,
        _ index: Int,
        attempt: Int,
        of header: MapRunHeader,
        _ definition: CompiledDefinition,
        _ turn: inout Turn
    ) {
        let run = run(input, index, attempt, of: header, definition, &turn)
        let key = Key(owner: header.name.owner, index: index, attempt: attempt)
        header.tellStart(turn.effect(), run.name.arn, run.name.name, input, &turn)
        turn.afterCommit { [self] in
            let isNew = runs.withLock { runs in
                guard runs[key] == nil else { return false }
                runs[key] = run
                return true
            }
            guard isNew else { return }
            run.begin { machine in
                // What the runtime's end ended is begun again by the next one.
                guard let machine else { return self.runs.withLock { $0[key] = nil } }
                self.kernel.activity.begin()
                Task {
                    await self.end(machine, key, items: items, header)
                    self.kernel.activity.end()
                }
            }
        }
    }

    /// Stops an execution, if it is under way here.
    func stop(_ index: Int, attempt: Int, of header: MapRunHeader) {
        runs.withLock { $0[Key(owner: header.name.owner, index: index, attempt: attempt)] }?.stop()
    }

    private func run(
        _ input: JSONValue,
        _ index: Int,
        _ attempt: Int,
        of header: MapRunHeader,
        _ definition: CompiledDefinition,
        _ turn: inout Turn
    ) -> ExpressRun {
        let id = header.childName(index, attempt: attempt)
        let name = ExpressName(scope: header.name.scope, machine: header.name.childMachine, name: id, run: id)
        let machine = header.childHeader(
            name.arn,
            id,
            .express,
            input,
            header.childSeed(index, attempt: attempt),
            at: turn.now
        )
        let effect = turn.effect()
        let log = header.revision.flatMap {
            ExecutionLog($0.configuration.logging, of: machine, effect: effect, cause: header.effect, on: kernel)
        }
        let live = LiveExecution(
            owner: Owner(kind: .execution, scope: name.scope, name: "\(name.machine):\(id):\(id)"),
            name: ExecutionName(scope: name.scope, machine: name.machine, name: id),
            effect: effect,
            log: log,
            content: LiveExecution.Content(machine: Execution(header: machine, definition: definition))
        )
        return ExpressRun(name, live, tasks: tasks, kernel: kernel)
    }

    /// Takes down how an execution ended, and tells its run.
    private func end(_ machine: Execution, _ key: Key, items: Int, _ header: MapRunHeader) async {
        let rows = MapRunRows(owner: key.owner)
        let row = ChildResult.row(of: machine)
        let status: ExecutionRecord.Status =
            switch machine.status {
            case .succeeded: .succeeded
            case .timedOut: .timedOut
            case .aborted: .aborted
            case .failed, .running: .failed
            }
        await kernel.repeatedTurn { (turn) throws(ServiceError) in
            turn.put(rows.result(key.index), row)
            turn.delete(rows.open(key.index))
            let word = MapRunInbox.Word(index: key.index, items: items, status: status)
            try MapRunInbox.leave(word, for: header.name, startedAt: header.startedAt, &turn)
        }
        runs.withLock { $0[key] = nil }
    }
}

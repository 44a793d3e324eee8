import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The keys under which executions, state machines and definitions are stored.
///
/// ```
/// stateMachine owner   section 1                        the machine's record
/// executionList owner  section 1, integer(-started), text(name)   a machine's executions, newest first; value: the execution's name
/// execution owner      section 1                        the header (see ExecutionHeader)
///                      section 2, integer(step)         the journal, one row a step
///                      section 3                        status, when it ended, how
///                      section 5, integer(task)         the work that does a task in flight
///                      section 6, integer(task)         the ticket of a task that a worker, a callback or a job ends (see TaskTicket)
///                      section 7, integer(number)       what was told of tasks and not taken note of yet (see ExecutionInbox)
///                      section 8                        the task of another execution that waits for this one (see WaitingParent)
///                      section 4                        why StopExecution was asked for, until the execution was told
/// activityTasks owner  section 1, integer(place)         a task that no worker has taken yet (see ActivityLine)
/// runtime "definitions"  section 1, text(hash)          a definition's text; several machines and executions share it
/// runtime "open"         section 1, owner's key         one row for each execution that has not ended
/// ```
enum Rows {
    static func machine(_ name: String, in scope: Scope) -> StoreKey {
        Owner(kind: .stateMachine, scope: scope, name: name).section(1)
    }

    static func machines(in scope: Scope) -> StoreKey {
        Owner.all(.stateMachine, in: scope)
    }

    static func executionIndex(of machine: String, in scope: Scope) -> StoreKey {
        Owner(kind: .executionList, scope: scope, name: machine).section(1)
    }

    static func executionIndexEntry(machine: String, execution: String, started: Timestamp, in scope: Scope) -> StoreKey
    {
        executionIndex(of: machine, in: scope).integer(-started.milliseconds).text(execution)
    }

    static func header(_ owner: Owner) -> StoreKey { owner.section(1) }

    static func journal(_ owner: Owner) -> StoreKey { owner.section(2) }

    static func step(_ number: Int, of owner: Owner) -> StoreKey { journal(owner).integer(Int64(number)) }

    static func status(_ owner: Owner) -> StoreKey { owner.section(3) }

    static func stopRequest(_ owner: Owner) -> StoreKey { owner.section(4) }

    static func work(_ task: TaskID, of owner: Owner) -> StoreKey { owner.section(5).integer(Int64(task.sequence)) }

    /// The work that does each task in flight.
    static func work(of owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> [TaskID: WorkID] {
        let prefix = owner.section(5)
        var found: [TaskID: WorkID] = [:]
        for row in try turn.range(prefix.prefixRange) {
            var reader = StoreKeyReader(row.key, skipping: prefix.bytes.count)
            guard let task = reader.integer(), let json = try? JSONValue.parse(bytes: row.value),
                let function = json["function"]?.stringValue, let number = json["number"]?.numberValue?.int64
            else { throw .damaged("the tasks in flight of the execution \(owner.name)") }
            found[TaskID(Int(task))] = WorkID(scope: owner.scope, function: function, number: number)
        }
        return found
    }

    static func ticket(_ task: TaskID, of owner: Owner) -> StoreKey { owner.section(6).integer(Int64(task.sequence)) }

    static func inbox(_ owner: Owner) -> StoreKey { owner.section(7) }

    static func waitingParent(_ owner: Owner) -> StoreKey { owner.section(8) }

    static func definition(_ hash: String) -> StoreKey {
        Owner(kind: .runtime, name: "definitions").section(1).text(hash)
    }

    static let open = Owner(kind: .runtime, name: "open").section(1)

    static func openEntry(_ owner: Owner) -> StoreKey { open.key(owner.key) }

    /// Reads the owner back from a row of the open index.
    static func openOwner(_ key: StoreKey) -> Owner? {
        var reader = StoreKeyReader(key, skipping: open.bytes.count)
        return reader.owner()
    }
}

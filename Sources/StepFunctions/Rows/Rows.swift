import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The keys under which executions, state machines and definitions are stored.
///
/// ```
/// stateMachine owner   section 1                        the machine's record
/// executionList owner  section 1, integer(-started), integer(-sequence), text(name)   a machine's executions, newest first (see
///                                                       ExecutionListing); older versions wrote no sequence
///                      section 2, integer(-number)      the machine's versions, newest first
///                      section 3, text(name)            its aliases
///                      section 4                        its tags
/// execution owner      section 1                        the header (see ExecutionHeader)
///                      section 2, integer(step)         the journal, one row a step
///                      section 3                        status, when it ended, how
///                      section 5, integer(task)         the work that does a task in flight
///                      section 6, integer(task)         the ticket of a task that a worker, a callback or a job ends (see TaskTicket)
///                      section 7, integer(number)       what was told of tasks and not taken note of yet (see ExecutionInbox)
///                      section 8                        the task of another execution that waits for this one (see WaitingParent)
///                      section 9                        the client tokens of the last redrives
///                      section 10, integer(task)         the ARNs of the map runs that it began, in order
///                      section 4                        why StopExecution was asked for, until the execution was told
/// activityTasks owner  section 1, integer(place)         a task that no worker has taken yet (see ActivityLine)
/// runtime "definitions"  section 1, text(hash)          a definition's text; several machines and executions share it
/// runtime "open"         section 1, owner's key         one row for each execution that has not ended and is not a map run's
///                        section 2, owner's key         one row for each map run with Express executions that has not ended
/// runtime "activities"   section 1, text(name)          a scope's activities
///                        section 2, text(name)          their tags
/// runtime "counts"       section 1, text(what)          how many of something a scope has, for quotas
/// ```
///
/// The rows of map runs are written down in MapRunRows. What belongs to a machine besides its record lies with the list of its executions, so that machines can be listed without it.
enum Rows {
    static func machine(_ name: String, in scope: Scope) -> StoreKey {
        Owner(kind: .stateMachine, scope: scope, name: name).section(1)
    }

    static func machines(in scope: Scope) -> StoreKey {
        Owner.all(.stateMachine, in: scope)
    }

    /// What belongs to a machine besides its record.
    private static func belongings(of machine: String, in scope: Scope) -> Owner {
        Owner(kind: .executionList, scope: scope, name: machine)
    }

    static func executionIndex(of machine: String, in scope: Scope) -> StoreKey {
        belongings(of: machine, in: scope).section(1)
    }

    /// The sequence keeps executions apart that started in the same millisecond.
    static func executionIndexEntry(
        machine: String,
        execution: String,
        started: Timestamp,
        sequence: Int64,
        in scope: Scope
    ) -> StoreKey {
        executionIndex(of: machine, in: scope).integer(-started.milliseconds).integer(-sequence).text(execution)
    }

    static func versions(of machine: String, in scope: Scope) -> StoreKey {
        belongings(of: machine, in: scope).section(2)
    }

    static func version(_ number: Int, of machine: String, in scope: Scope) -> StoreKey {
        versions(of: machine, in: scope).integer(-Int64(number))
    }

    static func aliases(of machine: String, in scope: Scope) -> StoreKey {
        belongings(of: machine, in: scope).section(3)
    }

    static func alias(_ name: String, of machine: String, in scope: Scope) -> StoreKey {
        aliases(of: machine, in: scope).text(name)
    }

    static func machineTags(_ machine: String, in scope: Scope) -> StoreKey {
        belongings(of: machine, in: scope).section(4)
    }

    static func activities(in scope: Scope) -> StoreKey {
        Owner(kind: .runtime, scope: scope, name: "activities").section(1)
    }

    static func activity(_ name: String, in scope: Scope) -> StoreKey {
        activities(in: scope).text(name)
    }

    static func activityTags(_ name: String, in scope: Scope) -> StoreKey {
        Owner(kind: .runtime, scope: scope, name: "activities").section(2).text(name)
    }

    static func count(of what: String, in scope: Scope) -> StoreKey {
        Owner(kind: .runtime, scope: scope, name: "counts").section(1).text(what)
    }

    static func header(_ owner: Owner) -> StoreKey { owner.section(1) }

    static func journal(_ owner: Owner) -> StoreKey { owner.section(2) }

    static func step(_ number: Int, of owner: Owner) -> StoreKey { journal(owner).integer(Int64(number)) }

    static func status(_ owner: Owner) -> StoreKey { owner.section(3) }

    static func stopRequest(_ owner: Owner) -> StoreKey { owner.section(4) }

    static func allWork(of owner: Owner) -> StoreKey { owner.section(5) }

    static func work(_ task: TaskID, of owner: Owner) -> StoreKey { allWork(of: owner).integer(Int64(task.sequence)) }

    /// The work that does each task in flight.
    static func work(of owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> [TaskID: WorkID] {
        let prefix = allWork(of: owner)
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

    static func tickets(of owner: Owner) -> StoreKey { owner.section(6) }

    static func ticket(_ task: TaskID, of owner: Owner) -> StoreKey { tickets(of: owner).integer(Int64(task.sequence)) }

    static func inbox(_ owner: Owner) -> StoreKey { owner.section(7) }

    static func redriveTokens(_ owner: Owner) -> StoreKey { owner.section(9) }

    static func mapRuns(_ owner: Owner) -> StoreKey { owner.section(10) }

    static func mapRun(_ task: TaskID, of owner: Owner) -> StoreKey { mapRuns(owner).integer(Int64(task.sequence)) }

    static func waitingParent(_ owner: Owner) -> StoreKey { owner.section(8) }

    static func definition(_ hash: String) -> StoreKey {
        Owner(kind: .runtime, name: "definitions").section(1).text(hash)
    }

    static let open = Owner(kind: .runtime, name: "open").section(1)

    static func openEntry(_ owner: Owner) -> StoreKey { open.key(owner.key) }

    /// The open executions of a scope.
    static func openEntries(in scope: Scope) -> StoreKey {
        open.key(Owner.all(.execution, in: scope))
    }

    /// The open executions of a machine, whose owners' names begin with the machine's and a colon (see ExecutionName).
    static func openEntries(of machine: String, in scope: Scope) -> StoreKey {
        openEntries(in: scope).key(StoreKey(bytes: Array("\(machine):".utf8)))
    }

    /// Reads the owner back from a row of the open index.
    static func openOwner(_ key: StoreKey) -> Owner? {
        var reader = StoreKeyReader(key, skipping: open.bytes.count)
        return reader.owner()
    }
}

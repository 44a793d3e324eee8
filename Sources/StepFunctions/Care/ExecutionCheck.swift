import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Compares the rows of one execution with each other: the journal is folded, and says what all others must be.
struct ExecutionCheck {
    let owner: Owner
    let definitions: DefinitionCache

    private var subject: String { "execution \(owner.name)" }

    func run(
        _ turn: Turn,
        _ listed: inout ListedExecutions,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        let header: StoredHeader
        let record: ExecutionRecord
        do throws(ServiceError) {
            guard let found = try StoredHeader.read(owner, turn) else {
                let message = "It has rows and no header. None of it runs or is shown."
                return inspection.add(Finding(.damage, subject, message))
            }
            header = found
            guard let status = try ExecutionRecord.read(owner, turn) else {
                return inspection.add(Finding(.damage, subject, "It has a header and no status."))
            }
            record = status
        } catch {
            return try note(error, .damage, &inspection)
        }
        inspection.count(record.status == .running ? "executions that run" : "executions that ended")
        if let child = header.child {
            try checkMapRun(of: child, record, turn, &inspection)
        } else {
            try checkIndexes(header.header, record, turn, &listed, &inspection)
        }
        if let reason = record.quarantine {
            let message = "It is quarantined, so nothing more happens to it: \(reason)"
            return inspection.add(Finding(.damage, subject, message))
        }
        do throws(ServiceError) {
            let machine = try fold(header.header, turn, &inspection)
            checkStatus(record, machine, &inspection)
            if record.status == .running, machine.status.isRunning {
                try checkPending(machine, turn, &inspection)
            }
        } catch {
            try note(error, .damage, &inspection)
        }
    }

    /// What cannot be read is a finding; a store that cannot be read now is not.
    private func note(
        _ error: ServiceError,
        _ severity: Finding.Severity,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        guard !error.isRetryable else { throw error }
        inspection.add(Finding(severity, subject, error.message))
    }

    // MARK: The journal

    /// Folds the journal, and decides each step anew where it was decided by the rules that hold now.
    private func fold(
        _ header: ExecutionHeader,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) -> Execution {
        let isOfToday = header.semanticsVersion == ExecutionHeader.currentSemanticsVersion
        var machine = Execution(header: header, definition: try definitions.definition(header.definitionHash, turn))
        var decoder = StepDecoder()
        var number = 0
        var differs: Int?
        for row in try turn.range(Rows.journal(owner).prefixRange) {
            number += 1
            guard row.key == Rows.step(number, of: owner) else {
                throw .damaged("step \(number) of the journal is missing")
            }
            do throws(MachineFault) {
                let step = try decoder.decode(row.value)
                if isOfToday, differs == nil {
                    let again = try? machine.decide(step.signal, at: step.time)
                    if again != step.events { differs = number }
                }
                try machine.evolve(step)
            } catch {
                throw .damaged("step \(number): \(error)")
            }
        }
        if let differs {
            let message = "Step \(differs) would be decided otherwise today. What was decided stays decided."
            inspection.add(Finding(.note, subject, message))
        }
        return machine
    }

    private func checkStatus(_ record: ExecutionRecord, _ machine: Execution, _ inspection: inout Inspection) {
        let folded: ExecutionRecord.Status =
            switch machine.status {
            case .running: .running
            case .succeeded: .succeeded
            case .failed: .failed
            case .timedOut: .timedOut
            case .aborted: .aborted
            }
        // A redrive is asked for in the status before the machine takes note of it.
        let isAboutToRun = record.status == .running && record.redriveCount > machine.redriveCount
        inspection.expect(
            folded == record.status || isAboutToRun,
            .damage,
            subject,
            "Its status is \(record.status.rawValue), and its journal says \(folded.rawValue)."
        )
    }

    // MARK: Indexes

    private func checkIndexes(
        _ header: ExecutionHeader,
        _ record: ExecutionRecord,
        _ turn: Turn,
        _ listed: inout ListedExecutions,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        if record.status == .running {
            inspection.expect(
                try turn.get(Rows.openEntry(owner)) != nil,
                .inconsistency,
                subject,
                "It runs, and is not in the index of open executions: resume does not count it.",
                repair: [StoreBatch.Write(key: Rows.openEntry(owner), value: [])]
            )
        }
        guard let name = ExecutionName(owner: owner) else { return }
        let index = Rows.executionIndex(of: name.machine, in: name.scope).integer(-header.startedAt.milliseconds)
        inspection.expect(
            try listed.contains(name, startedAt: header.startedAt, turn),
            .inconsistency,
            subject,
            "It is not in the list of its machine's executions.",
            repair: [
                // Before all others of its millisecond: a list ends where an earlier machine of the name ended.
                StoreBatch.Write(
                    key: index.integer(-.max).text(name.name),
                    value: ExecutionListing(name: name.name, startedAt: header.startedAt).bytes
                )
            ]
        )
    }

    /// An execution of a map run stands in the run's list rather than in its machine's.
    private func checkMapRun(
        of child: MapRunChild,
        _ record: ExecutionRecord,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        guard let run = MapRunName(arn: child.mapRun)?.owner else { return }
        let rows = MapRunRows(owner: run)
        inspection.expect(
            try turn.get(rows.child(child.index)) != nil,
            .inconsistency,
            subject,
            "It is not in the list of the executions of its map run \(run.name)."
        )
        guard record.status == .running else { return }
        inspection.expect(
            try turn.get(rows.open(child.index)) != nil,
            .inconsistency,
            subject,
            "It runs, and its map run \(run.name) does not count it among those that have not ended.",
            repair: [StoreBatch.Write(key: rows.open(child.index), value: [])]
        )
    }

    /// Everything that a running machine waits for has a row that will tell it.
    private func checkPending(
        _ machine: Execution,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        var needed: [RuntimeTimer] = []
        if !machine.hasStarted { needed.append(ShellTimer.carryOn(owner, startedAt: machine.header.startedAt)) }
        for action in machine.pendingActions {
            switch action {
            case .setTimer(let id, let due):
                needed.append(RuntimeTimer(owner: owner, number: Int64(id.sequence), due: due, kind: .driving))
            case .setLimit(let id, let due):
                needed.append(RuntimeTimer(owner: owner, number: Int64(id.sequence), due: due, kind: .bounding))
            case .continueSoon:
                needed.append(ShellTimer.carryOn(owner, startedAt: machine.header.startedAt))
            case .startTask, .cancelTask, .closeTask, .cancelTimer, .startMapRun, .redriveMapRun, .finish:
                break
            }
        }
        if try !turn.range(Rows.inbox(owner).prefixRange, limit: 1).isEmpty {
            needed.append(ShellTimer.inbox(owner, startedAt: machine.header.startedAt))
        }
        for timer in needed {
            inspection.expect(
                try turn.get(timer.rowKey) != nil,
                .inconsistency,
                subject,
                "It waits for a timer, due \(timer.due.iso8601), that is not set: it would wait for ever.",
                repair: [StoreBatch.Write(key: timer.rowKey, value: timer.rowValue)]
            )
        }
        for (task, work) in try Rows.work(of: owner, turn).sorted(by: { $0.key < $1.key }) {
            inspection.expect(
                try turn.get(work.rowKey) != nil,
                .damage,
                subject,
                "Its task \(task.sequence) waits for a call of \(work.function) that is not there: it would wait for ever. "
                    + "Stop the execution, or start it anew."
            )
        }
    }
}

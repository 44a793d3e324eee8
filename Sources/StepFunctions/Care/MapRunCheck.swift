import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Compares the rows of one map run with each other: what it counts with what is listed, and what it waits for with what will tell it.
struct MapRunCheck {
    let owner: Owner

    private var rows: MapRunRows { MapRunRows(owner: owner) }
    private var subject: String { "map run \(owner.name)" }

    func run(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        let header: MapRunHeader
        let run: MapRun
        do throws(ServiceError) {
            guard let found = try MapRunHeader.read(owner, turn), let state = try MapRun.read(owner, turn) else {
                let message =
                    "It has rows, and not those that say what it is and how it stands. Its execution waits for ever."
                return inspection.add(Finding(.damage, subject, message))
            }
            (header, run) = (found, state)
        } catch {
            guard !error.isRetryable else { throw error }
            return inspection.add(Finding(.damage, subject, error.message))
        }
        inspection.count(run.hasEnded ? "map runs that ended" : "map runs that run")
        // One that was given up because its rows could not be read counts nothing.
        if case .ended(.failed(ErrorName.runtime, _)) = run.phase { return }
        try checkCounts(run, turn, &inspection)
        try checkPending(run, header, turn, &inspection)
    }

    // MARK: Counts

    private func checkCounts(_ run: MapRun, _ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        let counts = run.executions
        let open = try count(rows.open, turn) + endedExpress(turn)
        expect(counts.running == open, "\(counts.running) run", open, "have not ended", &inspection)
        let unsuccessful = counts.unsuccessful + counts.aborted + counts.pendingRedrive
        let kept = try count(rows.unsuccessful, turn)
        expect(unsuccessful == kept, "\(unsuccessful) did not succeed", kept, "are kept for a redrive", &inspection)
        let listed = try count(rows.children, turn)
        // Of a run that ended long ago retention may have removed a part.
        let isWhole = run.hasEnded ? listed <= run.nextChild : listed == run.nextChild
        expect(isWhole, "\(run.nextChild) were begun", listed, "are listed", &inspection)
    }

    /// How many Express executions have told of their end, of which the run has not taken note yet.
    ///
    /// They take their own rows away as they end; of a Standard execution that row stays until then.
    private func endedExpress(_ turn: Turn) throws(ServiceError) -> Int {
        var count = 0
        try Kernel.forEachRow(in: rows.inbox.prefixRange, turn) { (row) throws(ServiceError) in
            guard let index = MapRunInbox.Word(row.value)?.index else { return }
            if try turn.get(rows.open(index)) == nil, try turn.get(rows.result(index)) != nil { count += 1 }
        }
        return count
    }

    private func expect(
        _ isRight: Bool,
        _ counted: String,
        _ number: Int,
        _ state: String,
        _ inspection: inout Inspection
    ) {
        inspection.expect(
            isRight,
            .damage,
            subject,
            "Of its executions \(counted) by its own count, and \(number) \(state)."
        )
    }

    private func count(_ section: StoreKey, _ turn: Turn) throws(ServiceError) -> Int {
        var count = 0
        try Kernel.forEachRow(in: section.prefixRange, turn) { _ in count += 1 }
        return count
    }

    // MARK: What it waits for

    private func checkPending(
        _ run: MapRun,
        _ header: MapRunHeader,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        let isTold = try !turn.range(rows.inbox.prefixRange, limit: 1).isEmpty
        let isAsked = try turn.get(rows.stopRequest) != nil
        if isTold || isAsked || run.demand != nil {
            let look = MapRunRows.look(owner, startedAt: header.startedAt)
            inspection.expect(
                try turn.get(look.rowKey) != nil,
                .inconsistency,
                subject,
                "It has something to do, and no timer lets it: it would wait for ever.",
                repair: [StoreBatch.Write(key: look.rowKey, value: look.rowValue)]
            )
        }
        if !run.hasEnded, !isTold { try checkOpen(header, turn, &inspection) }
    }

    /// Executions that have not ended will tell the run when they do: Standard ones run, Express ones are begun again by the next process.
    private func checkOpen(
        _ header: MapRunHeader,
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        var hasExpress = false
        try Kernel.forEachRow(in: rows.open.prefixRange, turn) { (row) throws(ServiceError) in
            guard row.value.isEmpty else { return hasExpress = true }
            let child = header.child(try rows.index(of: row, in: rows.open))
            let record = try? ExecutionRecord.read(child.owner, turn)
            inspection.expect(
                record?.status == .running,
                .damage,
                subject,
                "It waits for its execution \(child.name), which does not run."
            )
        }
        let isRevived = hasExpress ? try turn.get(rows.openEntry) != nil : true
        inspection.expect(
            isRevived,
            .inconsistency,
            subject,
            "Its Express executions have not ended, and the next process would not begin them again.",
            repair: [StoreBatch.Write(key: rows.openEntry, value: [])]
        )
    }
}

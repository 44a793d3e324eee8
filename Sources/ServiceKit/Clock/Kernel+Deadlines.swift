package import QuickstepPrimitives

extension Kernel {
    /// For each owner of a kind that has stored timers, when the first of them is due.
    package func deadlines(of kind: Owner.Kind) async throws(ServiceError) -> [Owner: Timestamp] {
        try await sequencer.turn { (turn) throws(ServiceError) in
            var found: [Owner: Timestamp] = [:]
            for row in try turn.range(RuntimeTimer.index.prefixRange) {
                guard let timer = RuntimeTimer(row: row) else { throw .damaged("a row of the timer index") }
                guard timer.id.owner.kind == kind else { continue }
                found[timer.id.owner] = min(found[timer.id.owner] ?? timer.due, timer.due)
            }
            return found
        }
    }
}

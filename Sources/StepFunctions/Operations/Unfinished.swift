package import QuickstepServiceKit

extension StatesService {
    /// Every execution that has not ended and is not quarantined, in the order of their names.
    package func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork {
        var found: [String] = []
        for row in try turn.range(Rows.open.prefixRange) {
            guard let owner = Rows.openOwner(row.key), let name = ExecutionName(owner: owner) else {
                throw .damaged("the index of open executions")
            }
            if try ExecutionRecord.read(owner, turn)?.quarantine == nil { found.append(name.arn) }
        }
        return UnfinishedWork(executions: found)
    }
}

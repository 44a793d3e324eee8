package import QuickstepServiceKit

extension StatesService {
    /// Every execution that has not ended and is not quarantined, in the order of their names.
    package static func unfinished(_ turn: borrowing Turn) throws(ServiceError) -> [ExecutionName] {
        var found: [ExecutionName] = []
        for row in try turn.range(Rows.open.prefixRange) {
            guard let owner = Rows.openOwner(row.key), let name = ExecutionName(owner: owner) else {
                throw .damaged("the index of open executions")
            }
            if try ExecutionRecord.read(owner, turn)?.quarantine == nil { found.append(name) }
        }
        return found
    }
}

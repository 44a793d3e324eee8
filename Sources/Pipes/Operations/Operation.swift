import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (OperationCall, inout Turn) throws(ServiceError) -> JSONObject

/// What an operation is called with.
struct OperationCall: Sendable {
    let parameters: Parameters
    /// The caller's account and Region.
    let scope: Scope
    let service: PipesService

    /// The pipe that the request names, which must exist.
    func pipe(_ turn: inout Turn) throws(ServiceError) -> (PipeAddress, PipeRecord) {
        let address = try parameters.pipe(in: scope)
        guard let record = try PipeRecord(address, &turn) else { throw .notFound(address.name) }
        return (address, record)
    }

    /// Stores a pipe, and after the commit lets it listen or stop.
    func put(_ address: PipeAddress, _ record: PipeRecord, _ turn: inout Turn) {
        turn.put(PipeRows(address).pipe, record.json)
        let service = service
        turn.afterCommit {
            if record.isRunning {
                service.board.listen(address, to: record.source)
                service.wake(address)
            } else {
                service.board.stopListening(address, to: record.source)
            }
        }
    }

    /// What operations that change a pipe answer.
    func answer(_ address: PipeAddress, _ record: PipeRecord) -> JSONObject {
        var answer = record.summary(address)
        for name in ["Source", "Target"] { answer.removeValue(forKey: name) }
        return answer
    }
}

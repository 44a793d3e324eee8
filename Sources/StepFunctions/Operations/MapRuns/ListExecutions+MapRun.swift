import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Lists the executions of a map run, newest first.
    ///
    /// Express executions have no description, so those of them that run are listed as such, and those that ended as their run took
    /// it down.
    func listExecutions(
        of name: MapRunName,
        _ wanted: ListExecutionsInput,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> ServiceResponse {
        guard let header = try MapRunHeader.read(name.owner, turn), let run = try MapRun.read(name.owner, turn) else {
            throw StatesError.resourceNotFound(name.arn)
        }
        let rows = MapRunRows(owner: name.owner)
        let isExpress = try isExpress(header, turn)
        let list = ["ListExecutions", name.arn, wanted.status?.rawValue ?? "", wanted.redriveFilter?.rawValue ?? ""]
        let page = try Page(wanted.page, of: list, over: rows.children, at: turn.now)
        let (entries, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            let index = -(try rows.index(of: row, in: rows.children))
            guard let listing = ChildListing(row.value) else {
                throw .damaged("the executions of the map run \(name.arn)")
            }
            let child = try ListedChild(index, listing, of: header, run, isExpress: isExpress, turn)
            guard wanted.status == nil || wanted.status?.rawValue == child.status,
                wanted.redriveFilter == nil || (wanted.redriveFilter == .redriven) == (child.record.redriveCount > 0)
            else { return nil }
            return child.entry(header)
        }
        return Page.response("executions", entries, nextToken)
    }

    func isExpress(_ header: MapRunHeader, _ turn: borrowing Turn) throws(ServiceError) -> Bool {
        let definition = try definitions.definition(header.definitionHash, turn)
        guard case .map(let map)? = definition.machine.states[header.request.state]?.kind else { return false }
        return map.distributed?.childType == .express
    }
}

/// An execution of a map run as a list shows it.
private struct ListedChild {
    let listing: ChildListing
    let arn: String
    let name: String
    let record: ExecutionRecord
    let status: String

    init(
        _ index: Int,
        _ listing: ChildListing,
        of header: MapRunHeader,
        _ run: MapRun,
        isExpress: Bool,
        _ turn: borrowing Turn
    ) throws(ServiceError) {
        self.listing = listing
        let result = try ChildResult.read(index, of: header, isExpress: isExpress, withDetails: { _ in false }, turn)
        let isOpen = try turn.get(MapRunRows(owner: header.name.owner).open(index)) != nil
        let standard = header.child(index)
        if let result {
            (arn, name) = (result.arn, result.name)
        } else if isExpress {
            let id = header.childName(index)
            name = id
            arn = ExpressName(scope: header.name.scope, machine: header.name.childMachine, name: id, run: id).arn
        } else {
            (arn, name) = (standard.arn, standard.name)
        }
        var record = result?.record ?? .running
        if !isExpress, result == nil { record = try ExecutionRecord.read(standard.owner, turn) ?? .running }
        if isExpress, isOpen { record = .running }
        self.record = record
        let waits = record.status.isUnsuccessful && run.executions.pendingRedrive > 0 && index > run.redriven
        status = waits ? "PENDING_REDRIVE" : record.status.rawValue
    }

    func entry(_ header: MapRunHeader) -> JSONValue {
        var entry: JSONObject = [
            "executionArn": .string(arn),
            "stateMachineArn": .string(ExecutionName.machineARN(header.name.childMachine, in: header.name.scope)),
            "name": .string(name),
            "status": .string(status),
            "startDate": .seconds(listing.startedAt),
        ]
        if let stopped = record.stoppedAt { entry["stopDate"] = .seconds(stopped) }
        entry["mapRunArn"] = .string(header.name.arn)
        entry["itemCount"] = .number(JSONNumber(listing.items))
        entry["redriveCount"] = .number(JSONNumber(record.redriveCount))
        if let redriven = record.redrivenAt { entry["redriveDate"] = .seconds(redriven) }
        return .object(entry)
    }
}

import QuickstepJSON
import QuickstepServiceKit

/// `CreateEventBus`: makes a bus beside the one that is always there.
enum CreateEventBus {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        try parameters.refuse(allBut: ["Name", "Description", "Tags"], of: "an event bus")
        let name = try parameters.requiredText("Name")
        let lengthMax = EventBridgeLimits.busNameLengthMax
        try Parameters.check(name, at: "name", lengthMax: lengthMax, slashIsFine: true)
        // Only buses of partners have one, and there are no partners here.
        guard !name.contains("/") else { throw .validation("Event bus name must not contain '/'.") }
        let address = BusAddress(scope: call.scope, name: name)
        let record = BusRecord(
            text: try parameters.text("Description", to: EventBridgeLimits.descriptionLengthMax),
            createdAt: turn.now,
            tags: try Tags(parameters)
        )
        guard try !turn.exists(address) else { throw .alreadyExists(address) }
        let directory = BusRows.directory(call.scope)
        guard try turn.range(directory.prefixRange).count < EventBridgeLimits.busesMax else { throw .limitExceeded }
        turn.put(BusRows(address).bus, record.json)
        turn.put(directory.text(name), [])
        var answer: JSONObject = ["EventBusArn": .string(address.arn)]
        answer["Description"] = record.text.map { .string($0) }
        return answer
    }
}

/// `DescribeEventBus`: tells about a bus; without a name, about the default one.
enum DescribeEventBus {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let name = try call.parameters.text("Name") ?? BusAddress.defaultName
        let address = try BusAddress(parameter: "name", name, scope: call.scope)
        guard address.scope == call.scope, let record = try BusRecord(address, &turn) else { throw .notFound(address) }
        return record.description(address)
    }
}

/// `ListEventBuses`: the buses of the caller's account and Region, by name.
enum ListEventBuses {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let prefix = try call.parameters.text("NamePrefix") ?? ""
        let page = try Page(call.parameters)
        var names = [BusAddress.defaultName]
        names += try turn.rows(under: BusRows.directory(call.scope)).map(\.name)
        var buses: [(key: String, entry: JSONObject)] = []
        for name in names where name.utf8.starts(with: prefix.utf8) {
            let address = BusAddress(scope: call.scope, name: name)
            guard let record = try BusRecord(address, &turn) else { continue }
            buses.append((name, record.description(address)))
        }
        return page.answer("EventBuses", buses) { .object($0) }
    }
}

/// `DeleteEventBus`: removes a bus without rules.
///
/// One that is not there is no error.
enum DeleteEventBus {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try BusAddress(
            parameter: "name",
            try call.parameters.requiredText("Name"),
            scope: call.scope
        )
        guard address.scope == call.scope else { throw .notFound(address) }
        guard !address.isDefault else { throw .validation("Cannot delete event bus default.") }
        let rows = BusRows(address)
        guard try turn.range(rows.rules.prefixRange, limit: 1).isEmpty else {
            throw .validation("Event bus \(address.name) can't be deleted since it has rules.")
        }
        turn.delete(rows.bus)
        turn.delete(BusRows.directory(address.scope).text(address.name))
        return [:]
    }
}

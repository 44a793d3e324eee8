import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// An alias: a name that leads to one version of its machine, or to two by chance.
struct AliasRecord: Sendable, Equatable {
    /// One version and how many of 100 executions it gets.
    struct Route: Sendable, Equatable {
        let version: Int
        let weight: Int
    }

    let name: String
    var routes: [Route]
    var description: String?
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// The version of the route that a number from 0 to 99 falls on.
    func version(for draw: Int) -> Int? {
        var left = draw
        for route in routes {
            if left < route.weight { return route.version }
            left -= route.weight
        }
        return routes.last?.version
    }

    var json: JSONValue {
        var row: JSONObject = [
            "name": .string(name),
            "routes": .array(
                routes.map { [.number(JSONNumber($0.version)), .number(JSONNumber($0.weight))] }
            ),
            "created": .number(JSONNumber(createdAt.milliseconds)),
            "updated": .number(JSONNumber(updatedAt.milliseconds)),
        ]
        if let description { row["description"] = .string(description) }
        return .object(row)
    }

    init(name: String, routes: [Route], description: String?, createdAt: Timestamp) {
        self.name = name
        self.routes = routes
        self.description = description
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.stringValue,
            let pairs = json["routes"]?.arrayValue,
            let created = json["created"]?.numberValue?.int64,
            let updated = json["updated"]?.numberValue?.int64
        else { return nil }
        let routes = pairs.compactMap { pair -> Route? in
            guard let version = pair[0]?.intValue, let weight = pair[1]?.intValue else { return nil }
            return Route(version: version, weight: weight)
        }
        guard routes.count == pairs.count, !routes.isEmpty else { return nil }
        self.init(
            name: name,
            routes: routes,
            description: json["description"]?.stringValue,
            createdAt: Timestamp(milliseconds: created)
        )
        updatedAt = Timestamp(milliseconds: updated)
    }

    static func arn(_ name: String, of machine: String, in scope: Scope) -> String {
        "\(ExecutionName.machineARN(machine, in: scope)):\(name)"
    }

    static func find(
        _ name: String,
        of machine: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> AliasRecord? {
        guard let json = try turn.json(Rows.alias(name, of: machine, in: scope)) else { return nil }
        guard let record = AliasRecord(json: json) else {
            throw .damaged("the alias \(name) of the state machine \(machine)")
        }
        return record
    }

    /// All aliases of a machine, by name.
    static func all(
        of machine: String,
        in scope: Scope,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> [AliasRecord] {
        var found: [AliasRecord] = []
        for row in try turn.range(Rows.aliases(of: machine, in: scope).prefixRange) {
            found.append(try read(row, of: machine))
        }
        return found
    }

    static func read(_ row: StoreRow, of machine: String) throws(ServiceError) -> AliasRecord {
        guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows),
            let record = AliasRecord(json: json)
        else { throw .damaged("an alias of the state machine \(machine)") }
        return record
    }
}

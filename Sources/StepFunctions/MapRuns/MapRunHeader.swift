import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// What a map run was begun with; none of it changes.
struct MapRunHeader: Sendable {
    let name: MapRunName
    /// The ARN of the execution whose run it is.
    let execution: String
    /// The definition that holds the Map state.
    let definitionHash: String
    /// The definition of the run's own executions.
    let childDefinitionHash: String
    let roleARN: String
    let request: MapRunRequest
    /// The key of the run's random draws: the names of its executions are drawn with it, so that none begins twice.
    let seed: UInt64
    let startedAt: Timestamp
    let effect: EffectID
    /// The effect that the execution is.
    let executionEffect: EffectID
    /// How executions are logged, where they are.
    let revision: MachineRevision?

    var json: JSONValue {
        var row: JSONObject = [
            "execution": .string(execution),
            "definition": .string(definitionHash),
            "child": .string(childDefinitionHash),
            "role": .string(roleARN),
            "request": request.json,
            "seed": .string(String(seed, radix: 16)),
            "started": .number(JSONNumber(startedAt.milliseconds)),
            "effect": .string(effect.description),
            "cause": .string(executionEffect.description),
        ]
        if let revision { row["machine"] = revision.json }
        return .object(row)
    }

    init(
        name: MapRunName,
        execution: String,
        definitionHash: String,
        childDefinitionHash: String,
        roleARN: String,
        request: MapRunRequest,
        seed: UInt64,
        startedAt: Timestamp,
        effect: EffectID,
        executionEffect: EffectID,
        revision: MachineRevision?
    ) {
        self.name = name
        self.execution = execution
        self.definitionHash = definitionHash
        self.childDefinitionHash = childDefinitionHash
        self.roleARN = roleARN
        self.request = request
        self.seed = seed
        self.startedAt = startedAt
        self.effect = effect
        self.executionEffect = executionEffect
        self.revision = revision
    }

    private init?(_ name: MapRunName, json: JSONValue) {
        guard let execution = json["execution"]?.stringValue, let definition = json["definition"]?.stringValue,
            let child = json["child"]?.stringValue, let role = json["role"]?.stringValue,
            let request = json["request"].flatMap({ MapRunRequest(json: $0) }),
            let seed = json["seed"]?.stringValue.flatMap({ UInt64($0, radix: 16) }),
            let started = json["started"]?.numberValue?.int64, let effect = json["effect"]?.stringValue,
            let cause = json["cause"]?.stringValue
        else { return nil }
        self.init(
            name: name,
            execution: execution,
            definitionHash: definition,
            childDefinitionHash: child,
            roleARN: role,
            request: request,
            seed: seed,
            startedAt: Timestamp(milliseconds: started),
            effect: EffectID(effect),
            executionEffect: EffectID(cause),
            revision: json["machine"].flatMap { MachineRevision(json: $0) }
        )
    }

    /// The header of a map run; `nil` where there is no such run.
    static func read(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> MapRunHeader? {
        guard let name = MapRunName(owner: owner), let json = try turn.json(MapRunRows(owner: owner).header) else {
            return nil
        }
        guard let header = MapRunHeader(name, json: json) else {
            throw .damaged("the header of the map run \(owner.name)")
        }
        return header
    }

    /// How the run's executions are named: by their index, and, of Express executions, by the attempt.
    func childName(_ index: Int, attempt: Int = 0) -> String {
        var random = KeyedRandom(seed: seed, event: index, attempt: attempt)
        return random.uuid()
    }

    func child(_ index: Int) -> ExecutionName {
        ExecutionName(scope: name.scope, machine: name.childMachine, name: childName(index))
    }

    /// The key of an execution's own random draws.
    func childSeed(_ index: Int, attempt: Int = 0) -> UInt64 {
        var random = KeyedRandom(seed: ~seed, event: index, attempt: attempt)
        return random.next()
    }

    /// How many items there are; `nil` where that is seen only at the end of reading.
    var itemCount: Int? { request.items?.itemCount }
}

extension JSONValue {
    /// How many items a Map makes of it.
    fileprivate var itemCount: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let members): members.count
        case .null, .bool, .number, .string: 0
        }
    }
}

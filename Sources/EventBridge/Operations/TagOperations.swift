import QuickstepJSON
import QuickstepServiceKit

/// `TagResource`: tags a bus or a rule.
enum TagResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try TaggedResource(call, &turn).change(&turn) { (tags) throws(ServiceError) in
            _ = try call.parameters.requiredList("Tags")
            try tags.set(call.parameters)
        }
    }
}

/// `UntagResource`: takes tags from a bus or a rule.
enum UntagResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let keys = try call.parameters.texts("TagKeys")
        return try TaggedResource(call, &turn).change(&turn) { (tags) throws(ServiceError) in
            for key in keys { tags.remove(key) }
        }
    }
}

/// `ListTagsForResource`: the tags of a bus or a rule.
enum ListTagsForResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        ["Tags": try TaggedResource(call, &turn).tags.shown]
    }
}

/// What a request's `ResourceARN` names, which must exist.
private enum TaggedResource {
    case bus(BusAddress, BusRecord)
    case rule(RuleAddress, RuleRecord)

    init(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) {
        let text = try call.parameters.requiredText("ResourceARN")
        if let address = BusAddress(arn: text) {
            guard address.scope == call.scope, let record = try BusRecord(address, &turn) else {
                throw .notFound(address)
            }
            self = .bus(address, record)
        } else if let address = RuleAddress(arn: text) {
            guard address.bus.scope == call.scope, let record = try RuleRecord(address, &turn) else {
                throw .notFound(address)
            }
            self = .rule(address, record)
        } else {
            throw .validation("Parameter ResourceARN is not valid. Reason: It is the ARN of no event bus and no rule.")
        }
    }

    var tags: Tags {
        switch self {
        case .bus(_, let record): record.tags
        case .rule(_, let record): record.tags
        }
    }

    /// Stores changed tags.
    func change(
        _ turn: inout Turn,
        _ change: (inout Tags) throws(ServiceError) -> Void
    ) throws(ServiceError) -> JSONObject {
        var tags = tags
        try change(&tags)
        switch self {
        case .bus(let address, var record):
            record.tags = tags
            turn.put(BusRows(address).bus, record.json)
        case .rule(let address, var record):
            record.tags = tags
            turn.put(BusRows(address.bus).rule(address.name), record.json)
        }
        return [:]
    }
}

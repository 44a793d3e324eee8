import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A pipe as its row has it.
struct PipeRecord: Sendable, Equatable {
    /// The ARN of a queue.
    let source: String
    let target: PipeTarget
    let batchSize: Int
    let template: InputTemplate?
    /// Empty but for pipes to queues.
    let labels: MessageLabels
    let roleARN: String?
    let text: String?
    var isRunning: Bool
    let createdAt: Timestamp
    var modifiedAt: Timestamp

    init(
        source: String,
        target: PipeTarget,
        batchSize: Int,
        template: InputTemplate?,
        labels: MessageLabels,
        roleARN: String?,
        text: String?,
        isRunning: Bool,
        createdAt: Timestamp
    ) {
        self.source = source
        self.target = target
        self.batchSize = batchSize
        self.template = template
        self.labels = labels
        self.roleARN = roleARN
        self.text = text
        self.isRunning = isRunning
        self.createdAt = createdAt
        modifiedAt = createdAt
    }

    var json: JSONValue {
        var row: JSONObject = [
            "source": .string(source), "target": .string(target.arn), "batchSize": .number(JSONNumber(batchSize)),
            "isRunning": .bool(isRunning), "createdAt": .number(JSONNumber(createdAt.milliseconds)),
            "modifiedAt": .number(JSONNumber(modifiedAt.milliseconds)),
        ]
        if let template { row["template"] = .string(template.text) }
        if !labels.json.isEmpty { row["labels"] = .object(labels.json) }
        if let roleARN { row["role"] = .string(roleARN) }
        if let text { row["description"] = .string(text) }
        return .object(row)
    }

    init(json: JSONValue) throws(ServiceError) {
        guard let source = json["source"]?.stringValue, let target = json["target"]?.stringValue,
            let batchSize = json["batchSize"]?.intValue, let isRunning = json["isRunning"]?.boolValue,
            let createdAt = json["createdAt"]?.numberValue?.int64,
            let modifiedAt = json["modifiedAt"]?.numberValue?.int64
        else { throw .damaged("the row of a pipe") }
        self.source = source
        self.target = try PipeTarget(target)
        self.batchSize = batchSize
        if let text = json["template"]?.stringValue {
            template = try InputTemplate(text)
        } else {
            template = nil
        }
        labels = try MessageLabels(json: json["labels"])
        roleARN = json["role"]?.stringValue
        text = json["description"]?.stringValue
        self.isRunning = isRunning
        self.createdAt = Timestamp(milliseconds: createdAt)
        self.modifiedAt = Timestamp(milliseconds: modifiedAt)
    }

    /// Reads a pipe's row, if it is there.
    init?(_ address: PipeAddress, _ turn: inout Turn) throws(ServiceError) {
        guard let json = try turn.json(PipeRows(address).pipe) else { return nil }
        try self.init(json: json)
    }

    private var stateName: JSONValue { isRunning ? "RUNNING" : "STOPPED" }

    /// What lists of pipes show.
    func summary(_ address: PipeAddress) -> JSONObject {
        [
            "Arn": .string(address.arn),
            "Name": .string(address.name),
            "Source": .string(source),
            "Target": .string(target.arn),
            "DesiredState": stateName,
            "CurrentState": stateName,
            "CreationTime": Self.seconds(createdAt),
            "LastModifiedTime": Self.seconds(modifiedAt),
        ]
    }

    /// What `DescribePipe` shows.
    func description(_ address: PipeAddress) -> JSONObject {
        var description = summary(address)
        description["SourceParameters"] = ["SqsQueueParameters": ["BatchSize": .number(JSONNumber(batchSize))]]
        var given = JSONObject()
        if let template { given["InputTemplate"] = .string(template.text) }
        if !labels.json.isEmpty { given["SqsQueueParameters"] = .object(labels.json) }
        if !given.isEmpty { description["TargetParameters"] = .object(given) }
        if let roleARN { description["RoleArn"] = .string(roleARN) }
        if let text { description["Description"] = .string(text) }
        return description
    }

    /// Seconds since 1970, as the protocol has times.
    private static func seconds(_ time: Timestamp) -> JSONValue {
        let whole = time.milliseconds / 1000
        let rest = time.milliseconds % 1000
        guard rest != 0 else { return .number(JSONNumber(whole)) }
        return JSONNumber(Double(time.milliseconds) / 1000).map { .number($0) } ?? .number(JSONNumber(whole))
    }
}

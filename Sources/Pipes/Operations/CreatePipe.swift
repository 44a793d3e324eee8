import QuickstepJSON
import QuickstepServiceKit

/// `CreatePipe`: makes a pipe from a queue to a state machine, a function or another queue, and starts it unless told otherwise.
///
/// `RoleArn` is kept and shown and has no effect. What is not built is refused by name.
enum CreatePipe {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        try parameters.refuse(
            allBut: [
                "Name", "Source", "Target", "SourceParameters", "TargetParameters", "DesiredState", "RoleArn",
                "Description",
            ]
        )
        let address = try parameters.pipe(in: call.scope)
        let source = try source(parameters, call.scope, &turn)
        let target = try PipeTarget(try parameters.requiredText("Target"))
        let template = try template(parameters, target)
        let record = PipeRecord(
            source: source,
            target: target,
            batchSize: try batchSize(parameters) ?? target.batchSizeDefault,
            template: template,
            labels: try labels(parameters, target),
            roleARN: try parameters.text("RoleArn"),
            text: try parameters.text("Description"),
            isRunning: try isRunning(parameters),
            createdAt: turn.now
        )
        guard try PipeRecord(address, &turn) == nil else {
            throw .conflict("Pipe \(address.name) already exists.")
        }
        turn.put(PipeRows.directory(address.scope).text(address.name), [])
        call.put(address, record, &turn)
        return call.answer(address, record)
    }

    private static func source(
        _ parameters: Parameters,
        _ scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) -> String {
        let text = try parameters.requiredText("Source")
        guard let arn = ARN(text), arn.service == "sqs", arn.scope != nil else {
            throw .unsupported("the source '\(text)'; a pipe comes from a queue")
        }
        do throws(ServiceError) {
            _ = try turn.call(
                ServiceRequest(
                    service: "sqs",
                    operation: "GetQueueAttributes",
                    parameters: ["QueueUrl": .string(text)],
                    scope: scope
                )
            )
        } catch {
            guard error.fault == .client else { throw error }
            throw .validation("The source '\(text)' cannot be read: \(error.message)")
        }
        return text
    }

    private static func batchSize(_ parameters: Parameters) throws(ServiceError) -> Int? {
        let source = try parameters.object("SourceParameters")
        try source.refuse(allBut: ["SqsQueueParameters"], path: "SourceParameters.")
        let queue = try source.object("SqsQueueParameters")
        let path = "SourceParameters.SqsQueueParameters."
        try queue.refuse(allBut: ["BatchSize", "MaximumBatchingWindowInSeconds"], path: path)
        if let window = try queue.integer("MaximumBatchingWindowInSeconds"), window != 0 {
            throw .unsupported("\(path)MaximumBatchingWindowInSeconds of a pipe")
        }
        guard let size = try queue.integer("BatchSize") else { return nil }
        guard PipesLimits.batchSize.contains(size) else {
            throw .unsupported("a BatchSize of \(size); it may be 1 to \(PipesLimits.batchSize.upperBound)")
        }
        return size
    }

    private static func template(
        _ parameters: Parameters,
        _ target: PipeTarget
    ) throws(ServiceError) -> InputTemplate? {
        let parameters = try parameters.object("TargetParameters")
        let (name, type): (String, String?) =
            switch target {
            case .stateMachine: ("StepFunctionStateMachineParameters", "FIRE_AND_FORGET")
            case .function: ("LambdaFunctionParameters", "REQUEST_RESPONSE")
            case .queue: ("SqsQueueParameters", nil)
            }
        try parameters.refuse(allBut: ["InputTemplate", name], path: "TargetParameters.")
        if let type {
            let own = try parameters.object(name)
            try own.refuse(allBut: ["InvocationType"], path: "TargetParameters.\(name).")
            if let asked = try own.text("InvocationType"), asked != type {
                throw .unsupported("the InvocationType \(asked) for the target '\(target.arn)'; it is \(type)")
            }
        }
        guard let text = try parameters.text("InputTemplate"), !text.isEmpty else { return nil }
        return try InputTemplate(text)
    }

    private static func labels(_ parameters: Parameters, _ target: PipeTarget) throws(ServiceError) -> MessageLabels {
        guard case .queue(let arn) = target else { return try MessageLabels(group: nil, deduplication: nil) }
        let name = "SqsQueueParameters"
        let own = try parameters.object("TargetParameters").object(name)
        try own.refuse(allBut: ["MessageGroupId", "MessageDeduplicationId"], path: "TargetParameters.\(name).")
        let labels = try MessageLabels(
            group: try own.text("MessageGroupId"),
            deduplication: try own.text("MessageDeduplicationId")
        )
        guard labels.group != nil || !arn.hasSuffix(".fifo") else {
            throw .validation("TargetParameters.\(name).MessageGroupId is required where the target is a FIFO queue.")
        }
        return labels
    }

    private static func isRunning(_ parameters: Parameters) throws(ServiceError) -> Bool {
        switch try parameters.text("DesiredState") {
        case nil, "RUNNING": return true
        case "STOPPED": return false
        case let other?: throw .validation("The DesiredState '\(other)' must be RUNNING or STOPPED.")
        }
    }
}

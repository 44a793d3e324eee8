import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One step of a pipe, inside a turn: what is received and what is done with it become durable together.
struct Handover {
    enum Outcome: Sendable, Equatable {
        /// The pipe is stopped or gone, or there is no message.
        case idle
        /// The function has as many batches in hand as it may.
        case busy
        case handedOver
        /// The target refused these messages. They stay in flight until their visibility timeout ends.
        case refused(messageIDs: [String])
    }

    let address: PipeAddress
    let horizon: Horizon

    /// From where on messages and batches are carried on: what an earlier process left lies before it, unless this one resumes.
    struct Horizon: Sendable, Equatable {
        /// The first number that this process gave.
        var number: Int64 = 0
        /// When this process began; nothing that it sends can be received sooner.
        ///
        /// `nil` where everything is carried on.
        var time: Timestamp?
    }

    /// Hands over up to a number of batches.
    func run(_ turn: inout Turn) throws(ServiceError) -> Outcome {
        guard let pipe = try PipeRecord(address, &turn), pipe.isRunning, let source = ARN(pipe.source) else {
            return .idle
        }
        for step in 0..<PipesLimits.batchesPerTurnMax {
            let outcome = try once(pipe, source, &turn)
            guard outcome == .handedOver else {
                // What an earlier step did counts: the pipe comes back for the rest.
                return step > 0 && outcome == .idle ? .handedOver : outcome
            }
        }
        return .handedOver
    }

    private func once(_ pipe: PipeRecord, _ source: ARN, _ turn: inout Turn) throws(ServiceError) -> Outcome {
        if case .function = pipe.target {
            let rows = PipeRows(address)
            let mine = rows.batch(horizon.number)..<rows.batches.prefixRange.upperBound
            let inFlight = try turn.range(mine, limit: PipesLimits.batchesInFlightMax).count
            guard inFlight < PipesLimits.batchesInFlightMax else { return .busy }
        }
        let records = try receive(pipe, source, &turn)
        guard let first = records.first else { return .idle }
        switch pipe.target {
        case .stateMachine(let arn):
            return try start(arn, pipe, records, cause: first.effect, &turn)
        case .function(let scope, let name, _):
            return try call(name, in: scope, pipe, records, cause: first.effect, &turn)
        case .queue(let arn):
            return try send(to: arn, pipe, records, &turn)
        }
    }

    private func receive(_ pipe: PipeRecord, _ source: ARN, _ turn: inout Turn) throws(ServiceError) -> [QueueRecord] {
        var parameters: JSONObject = [
            "QueueUrl": .string(pipe.source),
            "MaxNumberOfMessages": .number(JSONNumber(pipe.batchSize)),
            "MessageAttributeNames": ["All"],
            "MessageSystemAttributeNames": ["All"],
            "QuickstepIncludeEffect": true,
        ]
        if let time = horizon.time {
            parameters["QuickstepSince"] = [
                "sequence": .number(JSONNumber(horizon.number)), "time": .number(JSONNumber(time.milliseconds)),
            ]
        }
        let request = ServiceRequest(
            service: "sqs",
            operation: "ReceiveMessage",
            parameters: parameters,
            scope: address.scope
        )
        do throws(ServiceError) {
            let messages = try turn.call(request).output["Messages"]?.arrayValue ?? []
            return messages.compactMap { QueueRecord($0, source: source) }
        } catch {
            // A queue that is gone has no messages. It may be made again.
            guard error.fault == .client else { throw error }
            return []
        }
    }

    /// What the target is given: the records, each through the template where there is one.
    private func input(_ pipe: PipeRecord, _ records: [QueueRecord], at now: Timestamp) -> JSONValue {
        guard let template = pipe.template else { return .array(records.map { .object($0.record) }) }
        let facts = facts(of: pipe, at: now)
        return .array(records.map { template.value(for: $0.record, of: facts) })
    }

    func facts(of pipe: PipeRecord, at now: Timestamp) -> PipeFacts {
        PipeFacts(address: address, source: pipe.source, target: pipe.target.arn, ingestedAt: now.iso8601)
    }

    // MARK: State machines

    private func start(
        _ arn: String,
        _ pipe: PipeRecord,
        _ records: [QueueRecord],
        cause: EffectID?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Outcome {
        var parameters: JSONObject = [
            "stateMachineArn": .string(arn),
            "input": .string(input(pipe, records, at: turn.now).compactText),
        ]
        // One message, one execution: a message that comes twice does not start a second one.
        if pipe.batchSize == 1, let record = records.first { parameters["name"] = .string(record.messageID) }
        do throws(ServiceError) {
            _ = try turn.call(
                ServiceRequest(
                    service: "states",
                    operation: "StartExecution",
                    parameters: parameters,
                    scope: address.scope,
                    cause: cause
                )
            )
        } catch  where error.code == "ExecutionAlreadyExists" {
            // The message was handed over before.
        } catch {
            // What the runtime could not do now is no refusal.
            guard error.fault == .client else { throw error }
            notifyRefusal(error, cause: cause, &turn)
            return .refused(messageIDs: records.map(\.messageID))
        }
        for record in records {
            try Self.delete(record.receiptHandle, from: pipe.source, scope: address.scope, cause: cause, &turn)
        }
        return .handedOver
    }

    func notifyRefusal(_ error: ServiceError, cause: EffectID?, _ turn: inout Turn) {
        let effect = turn.effect()
        turn.notify(
            effect,
            cause: cause,
            service: "pipes",
            event: "DeliveryFailed",
            subject: address.name,
            phase: .failed,
            detail: ["error": .string(error.code), "cause": .string(error.message)]
        )
    }

    static func delete(
        _ receiptHandle: String,
        from queue: String,
        scope: Scope,
        cause: EffectID?,
        _ turn: inout Turn
    ) throws(ServiceError) {
        _ = try turn.call(
            ServiceRequest(
                service: "sqs",
                operation: "DeleteMessage",
                parameters: ["QueueUrl": .string(queue), "ReceiptHandle": .string(receiptHandle)],
                scope: scope,
                cause: cause
            )
        )
    }

    // MARK: Functions

    private func call(
        _ function: String,
        in scope: Scope,
        _ pipe: PipeRecord,
        _ records: [QueueRecord],
        cause: EffectID?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Outcome {
        let payload = input(pipe, records, at: turn.now)
        guard !payload.exceedsDepth(JSONLimits.storedValueDepthMax) else {
            notifyRefusal(Self.tooDeep, cause: cause, &turn)
            return .refused(messageIDs: records.map(\.messageID))
        }
        let number = try turn.sequence()
        let batch = FunctionBatch(
            queue: pipe.source,
            messages: records.map { FunctionBatch.Message(id: $0.messageID, receiptHandle: $0.receiptHandle) }
        )
        turn.put(PipeRows(address).batch(number), [])
        turn.enqueue(
            WorkItem(
                id: WorkID(scope: scope, function: function, number: number),
                payload: payload,
                origin: WorkItem.Origin(service: PipesService.serviceName, owner: address.arn, reference: batch.json),
                token: turn.uuid(),
                effect: turn.effect(),
                cause: cause
            )
        )
        return .handedOver
    }

    private static let tooDeep = ServiceError(
        code: "InvalidRequestContentException",
        message: "The payload is nested more than \(JSONLimits.storedValueDepthMax) levels deep, "
            + "which Quickstep does not support."
    )
}

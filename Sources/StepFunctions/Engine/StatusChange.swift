import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Tells the default event bus how an execution stands, in the turn in which that changes.
///
/// Where the bus has no rule, nobody can be told, and nothing is made: that costs a look at one range of keys.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
enum StatusChange {
    private static let bus = "events"
    private static let source = "aws.states"
    private static let detailType = "Step Functions Execution Status Change"
    /// Input and output are left out where they are longer together.
    private static let payloadBytesMax = 248 * 1024

    /// Puts the event, if anybody may want it.
    ///
    /// - Throws: a retryable `ServiceError` where it could not be delivered now: then the change has not happened either.
    static func publish(
        _ header: ExecutionHeader,
        _ record: ExecutionRecord,
        of name: ExecutionName,
        cause: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard try hasRules(in: name.scope, &turn) else { return }
        let verdict = try Redrivability.of(name, record, startedAt: header.startedAt, turn)
        let entry: JSONObject = [
            "Source": .string(source), "DetailType": .string(detailType), "Resources": [.string(name.arn)],
            "Detail": .string(JSONValue.object(detail(header, record, name, verdict)).compactText),
        ]
        var request = ServiceRequest(
            service: bus,
            operation: "PutEvents",
            parameters: ["Entries": [.object(entry)]],
            scope: name.scope,
            cause: cause
        )
        request.speaksForService = true
        do throws(ServiceError) {
            _ = try turn.call(request)
        } catch {
            // An execution does not depend on who is told of it, nor on rules that cannot be read.
            guard !error.isRetryable else { throw error }
        }
    }

    private static func hasRules(in scope: Scope, _ turn: inout Turn) throws(ServiceError) -> Bool {
        let request = ServiceRequest(
            service: bus,
            operation: "ListRules",
            parameters: ["Limit": 1],
            scope: scope
        )
        do throws(ServiceError) {
            return try turn.call(request).output["Rules"]?.arrayValue?.isEmpty == false
        } catch {
            // Without buses there are no rules.
            guard !error.isRetryable else { throw error }
            return false
        }
    }

    /// What there is not is null.
    private static func detail(
        _ header: ExecutionHeader,
        _ record: ExecutionRecord,
        _ name: ExecutionName,
        _ verdict: Redrivability
    ) -> JSONObject {
        let input = header.input.compactText
        let output = record.output?.compactText
        let isIncluded = input.utf8.count + (output?.utf8.count ?? 0) <= payloadBytesMax
        let included: JSONValue = ["included": .bool(isIncluded)]
        return [
            "executionArn": .string(name.arn),
            "stateMachineArn": .string(name.machineARN),
            "name": .string(name.name),
            "status": .string(record.status.rawValue),
            "startDate": milliseconds(header.startedAt),
            "stopDate": milliseconds(record.stoppedAt),
            "input": text(isIncluded ? input : nil),
            "output": text(isIncluded ? output : nil),
            "stateMachineVersionArn": text(header.stateMachineVersionARN),
            "stateMachineAliasArn": text(header.stateMachineAliasARN),
            "redriveCount": .number(JSONNumber(record.redriveCount)),
            "redriveDate": milliseconds(record.redrivenAt),
            "redriveStatus": verdict.reason == nil ? "REDRIVABLE" : "NOT_REDRIVABLE",
            "redriveStatusReason": text(verdict.reason?.rawValue),
            "inputDetails": included,
            "outputDetails": output == nil ? .null : included,
            "error": text(record.error),
            "cause": text(record.cause),
        ]
    }

    private static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    private static func milliseconds(_ time: Timestamp?) -> JSONValue {
        time.map { .number(JSONNumber($0.milliseconds)) } ?? .null
    }
}

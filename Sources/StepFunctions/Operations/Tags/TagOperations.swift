import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Gives tags to a state machine or an activity.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html
    func tagResource(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("resourceArn")
        let tags = try TagList.read(&input) ?? []
        input.require("tags")
        try input.check()
        let key = try Self.tagRow(of: arn, turn)
        var list = try TagList.read(key, turn)
        for tag in tags { list.set(tag) }
        try TagList.check(tags, on: arn)
        try TagList.check(list.tags, on: arn)
        list.write(key, &turn)
        return ServiceResponse()
    }

    /// Takes tags from a resource; keys that it does not have are no error.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html
    func untagResource(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("resourceArn")
        let keys = try input.texts("tagKeys", 1...StatesLimits.tagKeyLengthMax) ?? []
        input.require("tagKeys")
        try input.check()
        let key = try Self.tagRow(of: arn, turn)
        var list = try TagList.read(key, turn)
        for key in keys { list.remove(key) }
        list.write(key, &turn)
        return ServiceResponse()
    }

    /// The operation `ListTagsForResource`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html
    func listTagsForResource(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("resourceArn")
        try input.check()
        let list = try TagList.read(try Self.tagRow(of: arn, turn), turn)
        return ServiceResponse([
            "tags": .array(list.tags.map { ["key": .string($0.key), "value": .string($0.value)] })
        ])
    }

    /// Where the tags of a resource lie.
    ///
    /// Versions and aliases have none.
    ///
    /// - Throws: `InvalidArn`, `ResourceNotFound`.
    private static func tagRow(of arn: String, _ turn: borrowing Turn) throws(ServiceError) -> StoreKey {
        let (scope, parts) = try ResourceARN.parts(arn, of: ["stateMachine", "activity"])
        guard parts.count == 2 else { throw StatesError.resourceNotFound(arn) }
        if parts[0] == "activity" {
            guard try ActivityRecord.find(parts[1], in: scope, turn) != nil else {
                throw StatesError.resourceNotFound(arn)
            }
            return Rows.activityTags(parts[1], in: scope)
        }
        guard try MachineRecord.find(parts[1], in: scope, turn) != nil else { throw StatesError.resourceNotFound(arn) }
        return Rows.machineTags(parts[1], in: scope)
    }
}

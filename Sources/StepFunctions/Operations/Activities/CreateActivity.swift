import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Registers an activity.
    ///
    /// Asked for again with the same encryption, it answers as it did the first time; other tags make no difference.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html
    func createActivity(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let given = try input.text("name", 1...StatesLimits.nameLengthMax)
        let tags = try TagList.read(&input) ?? []
        let encryption = try EncryptionInput(&input)
        try input.check()
        let name = try ResourceName.validated(given)
        let scope = parameters.scope
        let arn = ActivityRecord.arn(name, in: scope)
        try TagList.check(tags, on: arn)
        let record = ActivityRecord(
            name: name,
            createdAt: turn.now,
            encryption: try encryption?.checked() ?? .awsOwned
        )
        if let known = try ActivityRecord.find(name, in: scope, turn) {
            guard known.encryption == record.encryption else {
                throw ServiceError(code: "ActivityAlreadyExists", message: "Activity Already Exists: '\(arn)'")
            }
            return Self.created(known, arn)
        }
        let count = ResourceCount.activities(in: scope)
        guard try count.value(turn) < StatesLimits.activitiesMax else {
            throw ServiceError(
                code: "ActivityLimitExceeded",
                message:
                    "The maximum number of activities has been reached. Existing activities must be deleted before a "
                    + "new activity can be created."
            )
        }
        try count.increment(&turn)
        turn.put(Rows.activity(name, in: scope), record.json)
        TagList(tags).write(Rows.activityTags(name, in: scope), &turn)
        return Self.created(record, arn)
    }

    private static func created(_ record: ActivityRecord, _ arn: String) -> ServiceResponse {
        ServiceResponse(["activityArn": .string(arn), "creationDate": .seconds(record.createdAt)])
    }
}

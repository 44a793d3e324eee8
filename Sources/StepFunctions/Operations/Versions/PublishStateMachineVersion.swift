import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Publishes the machine's current revision as a version that does not change any more.
    ///
    /// A revision that was published already keeps its version. Numbers count up from 1 and are not used again.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html
    func publishStateMachineVersion(
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        let revision = try input.optionalText("revisionId", 0...Int.max)
        let description = try input.optionalText("description", 0...StatesLimits.descriptionLengthMax, isSecret: true)
        try input.check()
        let reference = try MachineReference(arn)
        try reference.refuseLabel()
        guard reference.qualifier == nil else { throw StatesError.machineDoesNotExist(arn) }
        var record = try MachineRecord.read(reference, turn)
        try record.refuseDeleting(arn)
        let current = record.currentRevision.name
        if let revision, revision != current {
            throw StatesError.conflict(
                "Failed to publish the State Machine version for revision \(revision). The current State Machine revision is "
                    + "\(current)."
            )
        }
        let number = try publish(&record, description: description, in: reference.scope, &turn)
        guard let version = try VersionRecord.find(number, of: record.name, in: reference.scope, turn) else {
            throw .damaged("the version \(number) of the state machine \(record.name)")
        }
        return ServiceResponse([
            "creationDate": .seconds(version.createdAt),
            "stateMachineVersionArn": .string(VersionRecord.arn(number, of: record.name, in: reference.scope)),
        ])
    }

    /// Publishes a machine's revision and answers the version's number.
    ///
    /// - Throws: `ServiceQuotaExceededException`.
    func publish(
        _ record: inout MachineRecord,
        description: String?,
        in scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) -> Int {
        let revision = record.currentRevision
        // Only the latest version can be of the current revision: a newer revision had to come before a newer version.
        if let latest = try VersionRecord.latest(of: record.name, in: scope, turn), latest.revision == revision {
            return latest.number
        }
        let versions = Rows.versions(of: record.name, in: scope).prefixRange
        guard try turn.range(versions, limit: StatesLimits.versionsMax).count < StatesLimits.versionsMax else {
            throw StatesError.quotaExceeded
        }
        record.versionLast += 1
        let version = VersionRecord(
            number: record.versionLast,
            revision: revision,
            description: description,
            createdAt: turn.now
        )
        turn.put(Rows.version(version.number, of: record.name, in: scope), version.json)
        turn.put(Rows.machine(record.name, in: scope), record.json)
        return version.number
    }
}

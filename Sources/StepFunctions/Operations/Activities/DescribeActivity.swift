import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The operation `DescribeActivity`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html
    func describeActivity(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("activityArn")
        try input.check()
        let (record, _) = try ActivityRecord.read(arn, turn)
        return ServiceResponse([
            "activityArn": .string(arn),
            "name": .string(record.name),
            "creationDate": .seconds(record.createdAt),
            "encryptionConfiguration": record.encryption.json,
        ])
    }
}

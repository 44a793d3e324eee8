import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Lists the activities of the caller's account and Region, by name.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html
    func listActivities(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let request = try PageRequest.read(&input)
        try input.check()
        let scope = parameters.scope
        let page = try Page(request, of: ["ListActivities"], over: Rows.activities(in: scope), at: turn.now)
        let (activities, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            guard let json = try? JSONValue.parse(bytes: row.value), let record = ActivityRecord(json: json) else {
                throw .damaged("an activity")
            }
            return [
                "activityArn": .string(ActivityRecord.arn(record.name, in: scope)),
                "name": .string(record.name),
                "creationDate": .seconds(record.createdAt),
            ]
        }
        return Page.response("activities", activities, nextToken)
    }
}

import QuickstepJSON
import QuickstepServiceKit

extension Client {
    /// The map runs of an execution.
    func mapRuns(of arn: String) async throws(ServiceError) -> [JSONValue] {
        try await call("states", "ListMapRuns", ["executionArn": .string(arn)])["mapRuns"]?.arrayValue ?? []
    }

    /// A map run and its executions, as they are seen now.
    func mapRun(_ arn: String) async throws(ServiceError) -> MapRunView {
        let description = try await call("states", "DescribeMapRun", ["mapRunArn": .string(arn)])
        let list = try await call("states", "ListExecutions", ["mapRunArn": .string(arn), "maxResults": 1000])
        return MapRunView(arn: arn, description: description, children: list["executions"]?.arrayValue ?? [])
    }

    /// Looks at the map runs of an execution, which must go on from what was seen of them before.
    func observeMapRuns(of arn: String) async {
        do throws(ServiceError) {
            let parent = try await call("states", "DescribeExecution", ["executionArn": .string(arn)])
            for run in try await mapRuns(of: arn) {
                guard let arn = run["mapRunArn"]?.stringValue else { continue }
                let seen = ledger.mapRuns.seen(of: arn)
                let view = try await mapRun(arn)
                for complaint in view.complaints + view.complaints(since: seen) { ledger.violations.add(complaint) }
                if parent["status"] == "SUCCEEDED", view.children.contains(where: { $0["status"] == "RUNNING" }) {
                    ledger.violations.add("\(arn): its execution succeeded while one of its own runs")
                }
                ledger.mapRuns.note(view)
            }
        } catch {
            if error.fault == .client, !error.isRetryable { ledger.violations.add("\(arn): \(error)") }
        }
    }

    /// Changes a map run that is under way.
    func updateMapRun(of arn: String, concurrency: Int, tolerated: Int) async {
        guard let run = try? await mapRuns(of: arn).last?["mapRunArn"] else { return }
        let parameters: JSONObject = [
            "mapRunArn": run, "maxConcurrency": .number(JSONNumber(concurrency)),
            "toleratedFailureCount": .number(JSONNumber(tolerated)),
        ]
        // One that has ended is not changed any more.
        guard (try? await call("states", "UpdateMapRun", parameters)) != nil else { return }
        ledger.count(.mapRunUpdated)
    }
}

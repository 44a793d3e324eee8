import QuickstepJSON
import QuickstepServiceKit

extension Client {
    private static let role: JSONValue = "arn:aws:iam::000000000000:role/simulation"

    /// Puts in place what the machines need; true when all of it is there.
    func setUp() async -> Bool {
        do throws(ServiceError) {
            for queue in ["effects", "plain"] { try await createQueue(queue) }
            try await createTable()
            if parts.contains(.outsiders) {
                try await createQueue("tokens")
                _ = try await call("states", "CreateActivity", ["name": "work"])
            }
            if parts.contains(.mapRuns) {
                try await createQueue("loose")
                try await createBuckets()
            }
            for machine in Definitions.all(in: parts) {
                let parameters: JSONObject = [
                    "name": .string(machine.name), "definition": .string(machine.text), "roleArn": Self.role,
                ]
                _ = try await call("states", "CreateStateMachine", parameters)
            }
            if parts.contains(.events) { try await createRules() }
            return true
        } catch {
            if error.fault == .client, !error.isRetryable { ledger.violations.add("the set-up was refused: \(error)") }
            return false
        }
    }

    private func createQueue(_ name: String) async throws(ServiceError) {
        let attributes: JSONValue = ["MessageRetentionPeriod": "1209600"]
        _ = try await call("sqs", "CreateQueue", ["QueueName": .string(name), "Attributes": attributes])
    }

    private func createTable() async throws(ServiceError) {
        do throws(ServiceError) {
            _ = try await call(
                "dynamodb",
                "CreateTable",
                [
                    "TableName": .string(Definitions.table), "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
                    "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
                ]
            )
        } catch {
            guard error.code == "ResourceInUseException" else { throw error }
        }
    }

    private func createBuckets() async throws(ServiceError) {
        for bucket in [Definitions.itemBucket, Definitions.resultBucket] {
            do throws(ServiceError) {
                _ = try await call("s3", "CreateBucket", ["Bucket": .string(bucket)])
            } catch {
                guard error.code == "BucketAlreadyOwnedByYou" else { throw error }
            }
        }
        for file in Definitions.itemFiles {
            let request = ServiceRequest(
                service: "s3",
                operation: "PutObject",
                parameters: ["Bucket": .string(Definitions.itemBucket), "Key": .string(file.key)]
            )
            _ = try await process.kernel.call(request, body: Array(file.text.utf8))
        }
    }

    private func createRules() async throws(ServiceError) {
        for queue in ["told", "statuses"] { try await createQueue(queue) }
        for rule in Definitions.rules {
            let pattern: JSONObject = ["Name": .string(rule.name), "EventPattern": .string(rule.pattern)]
            _ = try await call("events", "PutRule", pattern)
            let targets = rule.targets.map { target -> JSONValue in
                var members: JSONObject = ["Id": .string(target.id), "Arn": .string(target.arn)]
                if target.id == "machine" { members["RoleArn"] = Self.role }
                return .object(members)
            }
            let answer = try await call(
                "events",
                "PutTargets",
                ["Rule": .string(rule.name), "Targets": .array(targets)]
            )
            if answer["FailedEntryCount"]?.intValue != 0 {
                let text = JSONValue.object(answer).compactText
                ledger.violations.add("the targets of \(rule.name) were refused: \(text)")
            }
        }
    }
}

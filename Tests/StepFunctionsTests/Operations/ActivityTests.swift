import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct ActivityTests {
    @Test func `an activity is made once, described and deleted`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let made = try await harness.call("CreateActivity", ["name": "work"])
        let arn = JSONValue.string("\(arnPrefix)activity:work")
        #expect(made == ["activityArn": arn, "creationDate": .seconds(epoch)])
        harness.kernel.clock.advance(to: epoch.adding(milliseconds: 5))
        #expect(try await harness.call("CreateActivity", ["name": "work"]) == made)
        #expect(
            try await harness.call("DescribeActivity", ["activityArn": arn]) == [
                "activityArn": arn, "name": "work", "creationDate": .seconds(epoch),
                "encryptionConfiguration": ["type": "AWS_OWNED_KEY"],
            ]
        )
        let encryption: JSONValue = ["type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "key"]
        #expect(
            await harness.refusal("CreateActivity", ["name": "work", "encryptionConfiguration": encryption])
                == "ActivityAlreadyExists: Activity Already Exists: '\(arnPrefix)activity:work'"
        )
        for _ in 0..<2 { #expect(try await harness.call("DeleteActivity", ["activityArn": arn]) == [:]) }
        #expect(
            await harness.refusal("DescribeActivity", ["activityArn": arn])
                == "ActivityDoesNotExist: Activity Does Not Exist: '\(arnPrefix)activity:work'"
        )
        await harness.kernel.stop()
    }

    @Test func `activities are listed in pages`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        for name in ["c", "a", "b"] { _ = try await harness.call("CreateActivity", ["name": .string(name)]) }
        #expect(
            try await harness.pages("ListActivities", ["maxResults": 2], "activities", "name") == [["a", "b"], ["c"]]
        )
        await harness.kernel.stop()
    }

    @Test(arguments: ["activity name", "a#b", "a\u{1F}", "a\u{7F}", "a\\b", "a~b", "a`b"])
    func `a name that the service refuses is refused`(name: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        #expect(
            await harness.refusal("CreateActivity", ["name": .string(name)]) == "InvalidName: Invalid Name: '\(name)'"
        )
        await harness.kernel.stop()
    }
}

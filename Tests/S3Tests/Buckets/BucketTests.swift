import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct BucketTests {
    @Test(arguments: ["abc", "my-bucket.logs", "1.2.3", "a--b", String(repeating: "a", count: 63), "192.168.5.4a"])
    func `a good name is taken`(name: String) {
        #expect(BucketName.isValid(name))
    }

    @Test(arguments: [
        "", "ab", String(repeating: "a", count: 64), "Abc", "a_b", "a..b", "-abc", "abc-", ".abc", "abc.",
        "192.168.5.4",
        "a/b", "../etc", "bücher", "a b", "a\0b",
    ])
    func `a bad name is refused`(name: String) async throws {
        let error = await (try ObjectRuntime()).refusal("CreateBucket", ["Bucket": .string(name)])
        #expect(error?.code == "InvalidBucketName")
        #expect(error?.message == "The specified bucket is not valid.")
    }

    @Test func `a bucket is listed, found and deleted`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket("zebra")
        #expect(try await runtime.call("CreateBucket", ["Bucket": "apple"]) == ["Location": "/apple"])
        let list = try await runtime.call("ListBuckets", [:])
        #expect(
            list["Buckets"] == [
                ["Name": "apple", "CreationDate": "2025-01-01T00:00:00.123Z"],
                ["Name": "zebra", "CreationDate": "2025-01-01T00:00:00.123Z"],
            ]
        )
        #expect(try await runtime.call("HeadBucket", ["Bucket": "apple"]) == ["BucketRegion": "us-east-1"])
        try await runtime.call("DeleteBucket", ["Bucket": "apple"])
        let error = try #require(await runtime.refusal("HeadBucket", ["Bucket": "apple"]))
        #expect(error.code == "NoSuchBucket")
        #expect(error.message == "The specified bucket does not exist")
        #expect(error.httpStatus == 404)
    }

    @Test func `a bucket can be made again in the oldest Region only`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("kept")
        try await runtime.createBucket()
        #expect(try await runtime.get("kept").text == "x")

        let elsewhere = Scope(account: "000000000000", region: "eu-central-1")
        let parameters: JSONObject = [
            "Bucket": "photos", "CreateBucketConfiguration": ["LocationConstraint": "eu-central-1"],
        ]
        try await runtime.call("CreateBucket", parameters, scope: elsewhere)
        let error = try #require(await runtime.refusal("CreateBucket", parameters, scope: elsewhere))
        #expect(error.code == "BucketAlreadyOwnedByYou")
        #expect(error.httpStatus == 409)
    }

    @Test func `a bucket of another Region than the caller's is refused`() async throws {
        let runtime = try await ObjectRuntime()
        let error = await runtime.refusal(
            "CreateBucket",
            ["Bucket": "photos", "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]]
        )
        #expect(error?.code == "IllegalLocationConstraintException")
    }

    @Test func `a bucket with objects is not deleted`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.put("a")
        let error = try #require(await runtime.refusal("DeleteBucket", ["Bucket": "photos"]))
        #expect(error.code == "BucketNotEmpty")
        #expect(error.httpStatus == 409)
        try await runtime.delete("a")
        try await runtime.call("DeleteBucket", ["Bucket": "photos"])
    }

    @Test func `a bucket that is made anew notifies nobody`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue()
        try await runtime.call("DeleteBucket", ["Bucket": "photos"])
        try await runtime.createBucket()
        #expect(try await runtime.call("GetBucketNotificationConfiguration", ["Bucket": "photos"]) == [:])
    }

    @Test func `scopes do not see each other's buckets`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let other = Scope(account: "111111111111", region: "us-east-1")
        #expect(await runtime.refusal("HeadBucket", ["Bucket": "photos"], scope: other)?.code == "NoSuchBucket")
        #expect(try await runtime.call("ListBuckets", [:], scope: other)["Buckets"] == [])
    }

    @Test func `another owner than expected is refused`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let error = await runtime.refusal("HeadBucket", ["Bucket": "photos", "ExpectedBucketOwner": "111111111111"])
        #expect(error?.code == "AccessDenied")
    }

    @Test func `what is not built is refused by name`() async throws {
        let runtime = try await ObjectRuntime()
        let operation = await runtime.refusal("PutBucketPolicy", [:])
        #expect(operation?.message.contains("s3:PutBucketPolicy") == true)
        let parameter = await runtime.refusal("CreateBucket", ["Bucket": "photos", "ObjectLockEnabledForBucket": true])
        #expect(parameter?.code == "NotImplemented")
        #expect(parameter?.message.contains("'ObjectLockEnabledForBucket'") == true)
        #expect(await runtime.refusal("HeadBucket", [:])?.message == "The request must contain the parameter Bucket.")
        #expect(await runtime.refusal("HeadBucket", ["Bucket": 7])?.code == "InvalidArgument")
    }
}

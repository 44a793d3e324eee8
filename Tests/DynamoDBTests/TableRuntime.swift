import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

@testable import QuickstepDynamoDB

/// A runtime with nothing but tables, in memory, on a virtual clock.
struct TableRuntime: Sendable {
    let kernel: Kernel

    init(store: any Store = InMemoryStore()) async throws {
        let start = Timestamp(milliseconds: 1_735_689_600_123)
        kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: start)),
            seed: 1
        )
        await kernel.connect(services: [DynamoDBService(kernel: kernel)], consumer: nil)
        try await kernel.start()
    }

    @discardableResult
    func call(
        _ operation: String,
        _ parameters: JSONObject,
        scope: Scope = .standard
    ) async throws(ServiceError) -> JSONObject {
        try await kernel.call(
            ServiceRequest(service: "dynamodb", operation: operation, parameters: parameters, scope: scope)
        ).output
    }

    /// The error that a call answers.
    func refusal(_ operation: String, _ parameters: JSONObject) async -> ServiceError? {
        do throws(ServiceError) {
            _ = try await call(operation, parameters)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Short forms

    /// Makes a table whose key is `pk` and, where a type is given for it, `sk`.
    func createTable(_ name: String = "users", hash: String = "S", range: String? = nil) async throws(ServiceError) {
        try await call("CreateTable", Self.definition(name, hash: hash, range: range))
    }

    static func definition(_ name: String = "users", hash: String = "S", range: String? = nil) -> JSONObject {
        var definitions: [JSONValue] = [["AttributeName": "pk", "AttributeType": .string(hash)]]
        var schema: [JSONValue] = [["AttributeName": "pk", "KeyType": "HASH"]]
        if let range {
            definitions.append(["AttributeName": "sk", "AttributeType": .string(range)])
            schema.append(["AttributeName": "sk", "KeyType": "RANGE"])
        }
        return [
            "TableName": .string(name), "AttributeDefinitions": .array(definitions), "KeySchema": .array(schema),
            "BillingMode": "PAY_PER_REQUEST",
        ]
    }

    @discardableResult
    func put(_ item: JSONObject, _ more: JSONObject = [:], to table: String = "users") async throws(ServiceError)
        -> JSONObject
    {
        try await call("PutItem", Self.merge(["TableName": .string(table), "Item": .object(item)], more))
    }

    func get(_ key: JSONObject, from table: String = "users") async throws(ServiceError) -> JSONValue? {
        try await call("GetItem", ["TableName": .string(table), "Key": .object(key)])["Item"]
    }

    @discardableResult
    func delete(_ key: JSONObject, _ more: JSONObject = [:]) async throws(ServiceError) -> JSONObject {
        try await call("DeleteItem", Self.merge(["TableName": "users", "Key": .object(key)], more))
    }

    func query(
        _ condition: String,
        _ values: JSONObject,
        _ more: JSONObject = [:]
    ) async throws(ServiceError) -> JSONObject {
        let parameters: JSONObject = [
            "TableName": "users", "KeyConditionExpression": .string(condition),
            "ExpressionAttributeValues": .object(values),
        ]
        return try await call("Query", Self.merge(parameters, more))
    }

    /// How many items the table says it has, and their size.
    func counts() async throws -> [JSONValue?] {
        let table = try await call("DescribeTable", ["TableName": "users"])["Table"]
        return [table?["ItemCount"], table?["TableSizeBytes"]]
    }

    static func merge(_ base: JSONObject, _ more: JSONObject) -> JSONObject {
        var merged = base
        for (name, value) in more { merged[name] = value }
        return merged
    }

    /// Runs `body` and returns what the bus published of it.
    func notices(_ body: () async throws -> Void) async rethrows -> [Notice] {
        let stream = kernel.bus.subscribe()
        try await body()
        kernel.bus.close()
        var notices: [Notice] = []
        for await notice in stream { notices.append(notice) }
        return notices
    }
}

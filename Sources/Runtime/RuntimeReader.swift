import QuickstepDynamoDB
import QuickstepEventBridge
public import QuickstepJSON
import QuickstepLambda
import QuickstepPipes
import QuickstepS3
import QuickstepSNS
import QuickstepSQLiteStore
import QuickstepSQS
public import QuickstepServiceKit
import QuickstepStepFunctions

/// Reads a data folder, beside the process that runs on it if there is one, and changes nothing.
public final class RuntimeReader: Sendable {
    let kernel: Kernel
    let folder: DataFolder

    private init(kernel: Kernel, folder: DataFolder) {
        self.kernel = kernel
        self.folder = folder
    }

    /// Opens a data folder for reading.
    ///
    /// - Parameter path: The data folder.
    /// - Returns: The reader. Close it with `close()`.
    /// - Throws: `RuntimeError` with the code `.dataFolder` when there is no such folder, or it is damaged or newer.
    public static func open(_ path: String) async throws(RuntimeError) -> RuntimeReader {
        do throws(StoreError) {
            let folder = try await blocking { () throws(StoreError) in try DataFolder(readingFrom: path) }
            let kernel = Kernel(
                store: folder.store,
                blobs: folder.blobs,
                clock: RuntimeClock(.real),
                seed: UInt64.random(in: .min ... .max)
            )
            await kernel.connect(services: Self.services(kernel), consumer: nil)
            return RuntimeReader(kernel: kernel, folder: folder)
        } catch {
            throw RuntimeError(error)
        }
    }

    /// All services, for what they can tell; no function is linked to a reader.
    static func services(_ kernel: Kernel) -> [any Service] {
        let registry = FunctionRegistry()
        let dispatcher = FunctionDispatcher(kernel: kernel, registry: registry)
        return [
            StatesService(kernel: kernel), LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher),
            SQSService(kernel: kernel), SNSService(kernel: kernel), S3Service(kernel: kernel),
            DynamoDBService(kernel: kernel),
            PipesService(kernel: kernel), EventBridgeService(),
        ]
    }

    /// Whether the folder was made on the machine's own time, and carries on under no other.
    package var isOfRealTime: Bool { folder.store.time == .real }

    /// Closes the data folder.
    public func close() {
        folder.close()
    }

    /// Calls an operation that only reads.
    ///
    /// - Parameter request: The service, the operation and its input.
    /// - Returns: The operation's output.
    /// - Throws: `ServiceError` with the service's own code and message; `ServiceUnavailable` for an operation that writes.
    public func call(_ request: ServiceRequest) async throws(ServiceError) -> JSONObject {
        try await kernel.call(request).output
    }

    /// What waits to be carried on: executions, calls of functions, and messages that pipes will take.
    ///
    /// - Returns: What waits now.
    /// - Throws: `ServiceError` when the storage cannot be read.
    public func unfinishedWork() async throws(ServiceError) -> UnfinishedWork {
        try await kernel.unfinished()
    }

    /// Every execution in the folder, machine by machine, newest first in each.
    ///
    /// - Returns: How each stands.
    /// - Throws: `ServiceError` when the storage cannot be read.
    public func executions() async throws(ServiceError) -> [ExecutionResult] {
        var found: [ExecutionResult] = []
        for machine in try await pages("ListStateMachines", "stateMachines", [:]) {
            // Express executions leave no rows, and asking for them is refused.
            guard machine["type"] != "EXPRESS", let arn = machine["stateMachineArn"] else { continue }
            for entry in try await pages("ListExecutions", "executions", ["stateMachineArn": arn]) {
                guard let execution = entry["executionArn"] else { continue }
                let description = try await states("DescribeExecution", ["executionArn": execution])
                if let result = ExecutionResult(description: description) { found.append(result) }
            }
        }
        return found
    }

    /// The history of an execution, oldest event first, as `GetExecutionHistory` gives it.
    ///
    /// - Parameter arn: The execution's ARN.
    /// - Returns: The events.
    /// - Throws: `ServiceError` `ExecutionDoesNotExist` or `InvalidArn`.
    public func history(of arn: String) async throws(ServiceError) -> [JSONValue] {
        try await pages("GetExecutionHistory", "events", ["executionArn": .string(arn), "maxResults": 1000])
    }

    private func pages(
        _ operation: String,
        _ member: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> [JSONValue] {
        var found: [JSONValue] = []
        var parameters = parameters
        while true {
            let output = try await states(operation, parameters)
            found += output[member]?.arrayValue ?? []
            guard let token = output["nextToken"] else { return found }
            parameters["nextToken"] = token
        }
    }

    private func states(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await kernel.answer(ServiceRequest(service: "states", operation: operation, parameters: parameters)).output
    }
}

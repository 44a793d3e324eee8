import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

@testable import QuickstepManifest

/// A service that answers as it is told, and remembers what it was asked.
final class ScriptedService: Service {
    typealias Answer = @Sendable (ServiceRequest) -> Result<JSONObject, ServiceError>

    let name: String
    private let answer: Answer
    private let requests = Mutex<[String]>([])

    init(_ name: String, answer: @escaping Answer = { _ in .success([:]) }) {
        self.name = name
        self.answer = answer
    }

    /// What was asked: operations, with the parameters that tell them apart.
    var asked: [String] { requests.withLock { $0 } }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        requests.withLock { $0.append("\(request.operation) \(JSONValue.object(request.parameters).compactText)") }
        return ServiceResponse(try answer(request).get())
    }

    /// Runs steps in one turn over services.
    static func run(_ steps: [DeploymentStep], over services: [ScriptedService]) async -> ServiceError? {
        await turn(over: services) { (turn) throws(ServiceError) in
            for step in steps { try step.run(in: &turn) }
        }
    }

    /// Deploys a pipeline over services.
    static func deploy(_ template: PipelineTemplate, over services: [ScriptedService]) async -> ServiceError? {
        await turn(over: services) { (turn) throws(ServiceError) in try template.deploy(in: &turn) }
    }

    private static func turn(
        over services: [ScriptedService],
        _ body: @Sendable (inout Turn) throws(ServiceError) -> Void
    ) async -> ServiceError? {
        let kernel = Kernel(
            store: InMemoryStore(),
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: Timestamp(milliseconds: 0))),
            seed: 1
        )
        await kernel.connect(services: services, consumer: nil)
        do throws(ServiceError) {
            try await kernel.start()
            try await kernel.sequencer.turn(body)
            return nil
        } catch {
            return error
        }
    }
}

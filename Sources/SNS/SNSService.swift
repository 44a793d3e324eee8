package import QuickstepServiceKit
import Synchronization

/// The topic service: standard and FIFO topics that deliver to queues, functions, HTTP endpoints and, as letters that are kept, to
/// readers of e-mail, with the semantics of Amazon SNS.
///
/// All state lies in the store. What is held in memory is what it saves reading twice, and which deliveries are under way.
package final class SNSService: Service {
    package let name = "sns"
    package let ownerKinds: [Owner.Kind] = [.topic]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?
    private let courier: DeliveryCourier
    private let boards = TopicBoards()
    private let signing: (any MessageSigning)?
    private let canPost: Bool
    private let endpoint = Mutex(standardEndpoint)

    /// What URLs in messages begin with as long as nobody says where this process listens.
    package static let standardEndpoint = "http://localhost:4566"

    /// - Parameters:
    ///   - kernel: What the runtime stands on.
    ///   - client: Who posts to HTTP endpoints. Default: nobody; subscriptions of these protocols are refused.
    ///   - signing: Who signs notifications. Default: nobody; they say that they are not signed.
    package init(kernel: Kernel, client: (any WebClient)? = nil, signing: (any MessageSigning)? = nil) {
        self.kernel = kernel
        self.signing = signing
        canPost = client != nil
        courier = DeliveryCourier(kernel: kernel, client: client)
    }

    /// Says where clients reach this runtime: a URL without a path.
    package func announce(endpoint: String) {
        self.endpoint.withLock { $0 = endpoint }
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let call = OperationCall(
            parameters: Parameters(members: request.parameters, scope: request.scope),
            surroundings: Surroundings(
                boards: boards,
                signing: signing,
                canPost: canPost,
                endpoint: endpoint.withLock { $0 }
            )
        )
        return ServiceResponse(try operation(call, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "AddPermission": AddPermission.run,
        "ConfirmSubscription": ConfirmSubscription.run,
        "CreateTopic": CreateTopic.run,
        "DeleteTopic": DeleteTopic.run,
        "ExplainPublish": ExplainPublish.run,
        "GetDataProtectionPolicy": GetDataProtectionPolicy.run,
        "GetSigningCertificate": GetSigningCertificate.run,
        "GetSubscriptionAttributes": GetSubscriptionAttributes.run,
        "GetTopicAttributes": GetTopicAttributes.run,
        "ListLetters": ListLetters.run,
        "ListSubscriptions": ListSubscriptions.run,
        "ListSubscriptionsByTopic": ListSubscriptionsByTopic.run,
        "ListTagsForResource": ListTagsForResource.run,
        "ListTopics": ListTopics.run,
        "Publish": Publish.run,
        "PublishBatch": PublishBatch.run,
        "PutDataProtectionPolicy": PutDataProtectionPolicy.run,
        "RemovePermission": RemovePermission.run,
        "SetSubscriptionAttributes": SetSubscriptionAttributes.run,
        "SetTopicAttributes": SetTopicAttributes.run,
        "Subscribe": Subscribe.run,
        "TagResource": TagResource.run,
        "Unsubscribe": Unsubscribe.run,
        "UntagResource": UntagResource.run,
    ]

    package func timerDue(_ timer: RuntimeTimer) {
        let expire: @Sendable (RuntimeTimer, inout Turn) throws(ServiceError) -> Void
        if timer.id.owner.name.isEmpty {
            expire = ConfirmationToken.expire
        } else if timer.id.number == TopicTimer.deduplication {
            expire = Deduplication.sweep
        } else {
            return courier.fire(timer)
        }
        guard let kernel else { return }
        kernel.activity.begin()
        Task {
            await kernel.repeatedTurn { (turn) throws(ServiceError) in try expire(timer, &turn) }
            kernel.activity.end()
        }
    }

    /// What is still to be posted, topic by topic.
    package func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork {
        var work = UnfinishedWork()
        let end = StoreKey(bytes: [Owner.Kind.topic.rawValue]).prefixRange.upperBound
        var start = StoreKey(bytes: [Owner.Kind.topic.rawValue])
        // From each owner's first row to the next owner's: a topic may have many rows besides.
        while let row = try turn.range(start..<end, limit: 1).first {
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner() else { throw .damaged("a row of a topic") }
            let rows = TopicRows(TopicAddress(scope: owner.scope, name: owner.name))
            if !owner.name.isEmpty { work.deliveries += try turn.range(rows.deliveries.prefixRange).count }
            start = owner.key.prefixRange.upperBound
        }
        return work
    }
}

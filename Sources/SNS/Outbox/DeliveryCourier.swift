import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Carries deliveries from the outbox to their endpoints: the thin shell around `Delivery`.
///
/// What it holds in memory is which ones are under way. A process that ends leaves their rows and timers, and the next one delivers them
/// again: at least once.
final class DeliveryCourier: Sendable {
    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?
    private let client: (any WebClient)?
    private let lines = Mutex(DeliveryLines(placesMax: SNSLimits.deliveriesAtOnceMax))

    init(kernel: Kernel, client: (any WebClient)?) {
        self.kernel = kernel
        self.client = client
    }

    /// A delivery is due.
    func fire(_ timer: RuntimeTimer) {
        guard let kernel, lines.withLock({ $0.begin(timer.id) }) else { return }
        start(timer, kernel, hasPlaceOf: nil)
    }

    /// - Parameters:
    ///   - timer: The delivery's timer.
    ///   - kernel: What the runtime stands on.
    ///   - subscription: The subscription whose place it has got already.
    private func start(_ timer: RuntimeTimer, _ kernel: Kernel, hasPlaceOf subscription: String?) {
        kernel.activity.begin()
        Task {
            await carry(timer, kernel, hasPlaceOf: subscription)
            kernel.activity.end()
        }
    }

    private func carry(_ timer: RuntimeTimer, _ kernel: Kernel, hasPlaceOf subscription: String?) async {
        let found = await kernel.repeatedTurn { [self] (turn) throws(ServiceError) in try wanted(timer, &turn) }
        guard let delivery = found ?? nil else {
            // It is gone, or the runtime is.
            lines.withLock { $0.forget(timer.id) }
            if let subscription { leave(subscription, kernel) }
            return
        }
        let name = "\(delivery.topic.arn):\(delivery.subscription)"
        guard subscription != nil || lines.withLock({ $0.enter(name, timer) }) else { return }
        let answer = await client?.send(delivery.post) ?? .failed("No HTTP client is linked into this process.")
        await kernel.repeatedTurn(cause: delivery.cause) { [self] (turn) throws(ServiceError) in
            // Before the next timer of the same number is set, which may be due at once.
            turn.afterCommit { [self] in lines.withLock { $0.forget(timer.id) } }
            try delivery.settle(answer, timer, &turn)
        }
        leave(name, kernel)
    }

    /// The next delivery takes the place of one that is over.
    private func leave(_ subscription: String, _ kernel: Kernel) {
        guard let next = lines.withLock({ $0.leave(subscription) }) else { return }
        start(next, kernel, hasPlaceOf: subscription)
    }

    /// The delivery of a timer; `nil` where it is gone, or its subscription is.
    private func wanted(_ timer: RuntimeTimer, _ turn: inout Turn) throws(ServiceError) -> Delivery? {
        let owner = timer.id.owner
        let topic = TopicAddress(scope: owner.scope, name: owner.name)
        let rows = TopicRows(topic)
        guard let json = try turn.json(rows.delivery(timer.id.number)) else {
            turn.cancel(timer)
            return nil
        }
        guard let delivery = Delivery(json: json, number: timer.id.number, topic: topic) else {
            throw .damaged("a delivery of the topic \(topic.name)")
        }
        // What tells that a subscription has ended outlives it.
        if delivery.kind != .unsubscribeConfirmation, try turn.get(rows.subscription(delivery.subscription)) == nil {
            delivery.drop(timer, &turn)
            return nil
        }
        return delivery
    }
}

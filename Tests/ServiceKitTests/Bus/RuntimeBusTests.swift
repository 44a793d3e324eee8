import QuickstepPrimitives
import QuickstepServiceKit
import Testing

struct RuntimeBusTests {
    private func notice(_ subject: String) -> Notice {
        Notice(
            effect: EffectID("e"),
            cause: nil,
            time: epoch,
            service: "test",
            event: "Happened",
            subject: subject,
            phase: .succeeded
        )
    }

    @Test func `a slow subscriber loses the oldest notices, and they are counted`() async {
        let bus = RuntimeBus()
        let stream = bus.subscribe(bufferSize: 2)
        bus.publish(["a", "b", "c", "d"].map(notice))
        #expect(bus.dropped == 2)
        bus.close()
        var seen: [String] = []
        for await notice in stream { seen.append(notice.subject) }
        #expect(seen == ["c", "d"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stream of a closed bus has ended`() async {
        let bus = RuntimeBus()
        bus.close()
        let stream = bus.subscribe()
        bus.publish([notice("late")])
        var seen: [String] = []
        for await notice in stream { seen.append(notice.subject) }
        #expect(seen.isEmpty)
        #expect(!bus.hasListeners)
    }

    @Test func `only streams count as listeners, for observers take note of little`() {
        let bus = RuntimeBus()
        bus.observe { _ in }
        #expect(!bus.hasListeners)
        let stream = bus.subscribe()
        #expect(bus.hasListeners)
        withExtendedLifetime(stream) {}
    }
}

import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct MessageStateTests {
    private let now = Timestamp(milliseconds: 1000)

    private let identity = MessageIdentity(
        id: "m",
        effect: EffectID("e"),
        cause: EffectID("c"),
        groupID: "g",
        movedSince: Timestamp(milliseconds: 7)
    )

    private func place(_ visibleAt: Timestamp) -> Place {
        Place(sequence: 1, visibleAt: visibleAt, readiness: .inFlight, group: "g")
    }

    private func received(hiddenUntil visibleAt: Timestamp) -> MessageState {
        MessageState(receivedAt: now, place: place(visibleAt), nonce: 7, identity: identity)
    }

    @Test func `the first receive is remembered and the count rises`() {
        var state = received(hiddenUntil: now.adding(milliseconds: 5))
        let later = now.adding(milliseconds: 9)
        state.receive(at: later, place: place(now.adding(milliseconds: 20)), nonce: 8, identity: identity)
        #expect(state.receiveCount == 2)
        #expect(state.firstReceivedAt == now)
        #expect(state.receivedAt == later)
        #expect(state.nonce == 8)
    }

    @Test func `a state survives its row`() {
        var state = received(hiddenUntil: now.adding(milliseconds: 5))
        state.receive(at: now, place: place(Timestamp(milliseconds: .max)), nonce: -1, identity: identity)
        #expect(MessageState(bytes: state.bytes) == state)
        #expect(MessageState(bytes: Array(state.bytes.dropLast())) == nil)
    }

    @Test func `a state of an older version has no more than its numbers`() throws {
        let state = received(hiddenUntil: now.adding(milliseconds: 5))
        let old = try #require(MessageState(bytes: Array(state.bytes.prefix(40))))
        #expect(old.visibleAt == state.visibleAt)
        #expect(old.nonce == state.nonce)
        #expect(old.identity == nil)
        #expect(old.readiness == nil)
        #expect(MessageState(bytes: old.bytes) == old)
    }

    @Test func `a visibility timeout counts from the change`() {
        var state = received(hiddenUntil: now.adding(milliseconds: 30_000))
        let later = now.adding(milliseconds: 10_000)
        #expect(state.changeVisibility(seconds: 60, nonce: 7, at: later) == .moved)
        #expect(state.visibleAt == later.adding(milliseconds: 60_000))
        #expect(state.readiness == .inFlight)
        #expect(state.changeVisibility(seconds: 0, nonce: 7, at: later) == .moved)
        #expect(state.readiness == .visible)
    }

    @Test func `a message is hidden for at most twelve hours after its receive`() {
        var state = received(hiddenUntil: now.adding(milliseconds: 30_000))
        #expect(state.changeVisibility(seconds: 43_200, nonce: 7, at: now.adding(milliseconds: 1)) == .tooLong)
        #expect(state.changeVisibility(seconds: 43_200, nonce: 7, at: now) == .moved)
    }

    @Test func `a stale handle changes nothing and a visible message ignores the change`() {
        let state = received(hiddenUntil: now.adding(milliseconds: 30_000))
        var changed = state
        #expect(changed.changeVisibility(seconds: 1, nonce: 6, at: now) == .notAvailable)
        #expect(changed.changeVisibility(seconds: 1, nonce: 7, at: state.visibleAt) == .visible)
        #expect(changed == state)
    }
}

import QuickstepPrimitives
import Testing

@testable import QuickstepSQS

struct MessageStateTests {
    private let now = Timestamp(milliseconds: 1000)

    @Test func `the first receive is remembered and the count rises`() {
        var state = MessageState(receivedAt: now, visibleAt: now.adding(milliseconds: 5), nonce: 7)
        state.receive(at: now.adding(milliseconds: 9), visibleAt: now.adding(milliseconds: 20), nonce: 8)
        #expect(state.receiveCount == 2)
        #expect(state.firstReceivedAt == now)
        #expect(state.receivedAt == now.adding(milliseconds: 9))
        #expect(state.nonce == 8)
    }

    @Test func `a state survives its row`() {
        var state = MessageState(receivedAt: now, visibleAt: now.adding(milliseconds: 5), nonce: 7)
        state.receive(at: now, visibleAt: Timestamp(milliseconds: .max), nonce: -1)
        #expect(MessageState(bytes: state.bytes) == state)
        #expect(MessageState(bytes: Array(state.bytes.dropLast())) == nil)
    }

    @Test func `a visibility timeout counts from the change`() {
        var state = MessageState(receivedAt: now, visibleAt: now.adding(milliseconds: 30_000), nonce: 7)
        let later = now.adding(milliseconds: 10_000)
        #expect(state.changeVisibility(seconds: 60, nonce: 7, at: later) == .moved)
        #expect(state.visibleAt == later.adding(milliseconds: 60_000))
    }

    @Test func `a message is hidden for at most twelve hours after its receive`() {
        var state = MessageState(receivedAt: now, visibleAt: now.adding(milliseconds: 30_000), nonce: 7)
        #expect(state.changeVisibility(seconds: 43_200, nonce: 7, at: now.adding(milliseconds: 1)) == .tooLong)
        #expect(state.changeVisibility(seconds: 43_200, nonce: 7, at: now) == .moved)
    }

    @Test func `a stale handle changes nothing and a visible message ignores the change`() {
        let state = MessageState(receivedAt: now, visibleAt: now.adding(milliseconds: 30_000), nonce: 7)
        var changed = state
        #expect(changed.changeVisibility(seconds: 1, nonce: 6, at: now) == .notAvailable)
        #expect(changed.changeVisibility(seconds: 1, nonce: 7, at: state.visibleAt) == .ignored)
        #expect(changed == state)
    }
}

import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

struct DeliveryValueTests {
    private static let start = Timestamp(milliseconds: 1000)

    @Test(arguments: [
        (WebAnswer.status(200), true, false), (.status(204), true, false), (.status(302), false, true),
        (.status(400), false, false), (.status(404), false, false), (.status(429), false, true),
        (.status(500), false, true), (.status(503), false, true), (.failed("timeout"), false, true),
    ])
    func `an answer says whether to try again`(answer: WebAnswer, isDelivered: Bool, isRepeated: Bool) {
        var attempts = DeliveryAttempts(due: Self.start)
        switch attempts.take(answer, under: .standard, at: Self.start) {
        case .delivered: #expect(isDelivered)
        case .again:
            #expect(isRepeated)
            #expect(attempts.due == Self.start.adding(milliseconds: 20_000))
        case .givenUp: #expect(!isDelivered && !isRepeated)
        }
    }

    @Test func `a delivery is given up after its last retry`() {
        var attempts = DeliveryAttempts(due: Self.start)
        let verdicts = (1...4).map { _ in attempts.take(.status(500), under: .standard, at: Self.start) }
        let reason = "The endpoint answered with status 500."
        let again = DeliveryAttempts.Verdict.again(reason: reason)
        #expect(verdicts == [again, again, again, .givenUp(reason: reason)])
    }

    @Test func `a throttle spreads deliveries and forgets idle time`() {
        var throttle = DeliveryThrottle()
        let slots = (0..<4).map { _ in throttle.slot(from: Self.start, perSecond: 3).milliseconds }
        #expect(slots == [1000, 1333, 1666, 1999])
        let later = Timestamp(milliseconds: 60_000)
        #expect(throttle.slot(from: later, perSecond: 3) == later)
        #expect(DeliveryThrottle(json: throttle.json) == throttle)
    }

    @Test func `each subscriber has places of his own, and those who wait get them in order`() {
        func timer(_ number: Int64) -> RuntimeTimer {
            RuntimeTimer(owner: Owner(kind: .topic, name: "t"), number: number, due: Self.start)
        }
        var lines = DeliveryLines(placesMax: 2)
        let begun = [lines.begin(timer(1).id), lines.begin(timer(1).id)]
        #expect(begun == [true, false])
        lines.forget(timer(1).id)
        let begunAgain = lines.begin(timer(1).id)
        #expect(begunAgain)
        let entered = (1...4).map { lines.enter("a", timer($0)) }
        #expect(entered == [true, true, false, false])
        let other = lines.enter("b", timer(5))
        #expect(other)
        let followers = (1...4).map { _ in lines.leave("a") }
        #expect(followers == [timer(3), timer(4), nil, nil])
        let late = lines.enter("a", timer(6))
        #expect(late)
    }
}

import Testing

@testable import QuickstepServiceKit

struct ActivityHoldTests {
    @Test func `a hold that was taken again before it was released still holds`() {
        let gauge = ActivityGauge()
        let hold = ActivityHold(gauge)
        hold.take()
        hold.take()
        hold.release()
        #expect(!gauge.reading.isQuiet)
        hold.end()
        #expect(gauge.reading.isQuiet)
        hold.release()
        hold.end()
        #expect(gauge.reading.isQuiet)
    }
}

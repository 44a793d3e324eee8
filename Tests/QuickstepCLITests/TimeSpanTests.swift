import QuickstepPrimitives
import Testing

@testable import QuickstepCLI

struct TimeSpanTests {
    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("45s", .seconds(45)), ("30m", .seconds(1800)),
        ("90d", .seconds(7_776_000)),
        ("1h30m", .seconds(5400)), ("2w1d", .seconds(1_296_000)), ("0s", .zero),
    ])
    func `spans are read as people write them`(text: String, span: Duration) {
        #expect(TimeSpan(argument: text) == .by(span))
    }

    @Test func `a time is read as one to go to`() {
        #expect(TimeSpan(argument: "2025-01-01T00:00:00Z") == .until(Timestamp(milliseconds: 1_735_689_600_000)))
    }

    @Test(arguments: [
        "", "5", "d", "1 d", "1.5h", "-1d", "1y", "99999999999999999999d", "9223372036854775807w", "1h30",
    ])
    func `anything else is refused`(text: String) {
        #expect(TimeSpan(argument: text) == nil)
    }

    @Test func `clocks are read as people write them`() {
        #expect(ClockOption(argument: "60x") == .scaled(60))
        #expect(ClockOption(argument: "0.5x") == .scaled(0.5))
        #expect(ClockOption(argument: "manual") == .manual)
        for text in ["", "x", "0x", "-1x", "nanx", "infx", "2000000x", "Real", "60"] {
            #expect(ClockOption(argument: text) == nil, "\(text)")
        }
    }
}

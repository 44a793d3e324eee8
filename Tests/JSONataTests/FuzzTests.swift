import JSONataFuzzing
import Testing

struct FuzzTests {
    @Test func `made expressions neither crash, nor hang, nor answer otherwise the second time`() {
        let tally = Fuzzer().run(from: 1, count: 4_000)
        #expect(tally.complaints == [])
        // The seeds are worth something: each way to end is taken.
        #expect(tally.refused > 100 && tally.failed > 100 && tally.values > 100 && tally.limited > 10)
    }
}

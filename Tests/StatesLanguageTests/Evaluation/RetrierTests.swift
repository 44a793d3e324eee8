import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite struct RetrierTests {
    private func delay(_ retrier: Retrier, retry: Int) -> Int64 {
        var random = KeyedRandom(seed: 1, event: 1)
        return retrier.delayMilliseconds(retry: retry, random: &random)
    }

    @Test func `delays grow by the back-off rate`() {
        let retrier = Retrier(errorEquals: ["E"])
        #expect((1...5).map { delay(retrier, retry: $0) } == [1_000, 2_000, 4_000, 8_000, 16_000])
        let slow = Retrier(errorEquals: ["E"], intervalSeconds: 3, backoffRate: 1.5)
        #expect((1...3).map { delay(slow, retry: $0) } == [3_000, 4_500, 6_750])
    }

    @Test func `delays stop growing at their bound`() {
        let retrier = Retrier(errorEquals: ["E"], intervalSeconds: 3, maxDelaySeconds: 5)
        #expect((1...3).map { delay(retrier, retry: $0) } == [3_000, 5_000, 5_000])
    }

    @Test func `delays saturate`() {
        let retrier = Retrier(errorEquals: ["E"], intervalSeconds: 99_999_999, backoffRate: 1e300, jitter: .none)
        #expect(delay(retrier, retry: 99_999_999) == 9_000_000_000_000_000_000)
        #expect(delay(Retrier(errorEquals: ["E"], backoffRate: 1), retry: 99_999_999) == 1_000)
    }

    @Test func `full jitter draws from the whole delay`() {
        let retrier = Retrier(errorEquals: ["E"], intervalSeconds: 10, jitter: .full)
        let delays = (0..<500).map { event in
            var random = KeyedRandom(seed: 3, event: event)
            return retrier.delayMilliseconds(retry: 1, random: &random)
        }
        #expect(delays.allSatisfy { (0...10_000).contains($0) })
        #expect(delays.contains { $0 < 1_000 })
        #expect(delays.contains { $0 > 9_000 })
    }

    @Test func `a delay without jitter draws nothing`() {
        var random = KeyedRandom(seed: 1, event: 1)
        _ = Retrier(errorEquals: ["E"]).delayMilliseconds(retry: 1, random: &random)
        #expect(random == KeyedRandom(seed: 1, event: 1))
    }
}

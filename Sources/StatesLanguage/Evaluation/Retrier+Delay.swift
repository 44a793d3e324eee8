package import QuickstepPrimitives

extension Retrier {
    /// How long to wait before a retry, in milliseconds: `IntervalSeconds * BackoffRate^(k-1)`, at most `MaxDelaySeconds`.
    ///
    /// Jitter draws uniformly from zero to that delay. The result saturates; it is never negative.
    ///
    /// - Parameters:
    ///   - retry: 1 for the first retry of this retrier.
    ///   - random: What jitter draws from; without jitter nothing is drawn.
    /// - Returns: The delay in milliseconds.
    package func delayMilliseconds(retry: Int, random: inout KeyedRandom) -> Int64 {
        var seconds = Double(intervalSeconds) * Self.power(backoffRate, max(retry, 1) - 1)
        seconds = min(seconds, maxDelaySeconds.map(Double.init) ?? Self.delaySecondsMax)
        switch jitter {
        case .none: break
        case .full: seconds *= random.unitInterval()
        }
        let milliseconds = (seconds * 1_000).rounded()
        return Int64(milliseconds)
    }

    /// Where a delay without a bound of its own stops growing: still in the range of milliseconds.
    private static let delaySecondsMax = 9_000_000_000_000_000.0

    /// A power by repeated squaring; infinite where it is too great.
    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How the pauses between retries grow from the least to the greatest.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
///
/// The page draws the four curves and gives no formulas. These have their ends and their order: the earlier a curve stands in the list,
/// the sooner it is high.
enum BackoffFunction: String, Sendable, CaseIterable {
    case linear
    case arithmetic
    case geometric
    case exponential

    /// The pause before one retry of those that back off.
    ///
    /// - Parameters:
    ///   - step: Which of them it is, from 0.
    ///   - count: How many they are.
    ///   - least: The pause before the first, in seconds.
    ///   - greatest: The pause before the last.
    /// - Returns: The pause in milliseconds.
    func milliseconds(step: Int, of count: Int, from least: Int, to greatest: Int) -> Int64 {
        guard count > 1, greatest > least else { return Int64(least) * 1000 }
        let position = Double(step) / Double(count - 1)
        let (low, high) = (Double(least), Double(greatest))
        let seconds =
            switch self {
            case .linear: low + (high - low) * position
            case .arithmetic: low + (high - low) * position * (position + 1) / 2
            // Nothing grows from zero by factors.
            case .geometric: max(low, 1) * pow(high / max(low, 1), position)
            case .exponential: low + (high - low) * (exp2(Double(step)) - 1) / (exp2(Double(count - 1)) - 1)
            }
        return Int64((min(max(seconds, low), high) * 1000).rounded())
    }
}

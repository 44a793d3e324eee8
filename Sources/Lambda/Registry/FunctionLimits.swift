import QuickstepJSON
import QuickstepServiceKit

/// The limits of Lambda, in one place.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
package enum FunctionLimits {
    package static let timeoutDefault: Duration = .seconds(3)
    package static let timeoutMax: Duration = .seconds(900)
    /// How many calls of one function run at the same time, unless it says otherwise.
    ///
    /// AWS has an account-wide bound of 1,000; ours is sized for one machine.
    package static let concurrencyDefault = 16
    package static let concurrencyMax = 1000
    package static let nameLengthMax = 64
    /// The largest event of a call whose caller waits.
    package static let requestBytesMax = 6_291_456
    /// The largest event of an asynchronous call.
    package static let eventBytesMax = 1_048_576
    package static let responseBytesMax = 6_291_556
    /// Values nested deeper than this are refused as an event and as an answer: both become part of stored rows.
    package static let depthMax = JSONLimits.storedValueDepthMax
    /// How long an asynchronous call waits before each repetition.
    package static let retryDelays: [Duration] = [.seconds(60), .seconds(120)]
    /// After how many crashes in a row a piece of work is not dispatched again.
    package static let crashesMax = 3
    /// How many lines of a call's log are kept.
    package static let logLinesMax = 1000
    /// How much of a call's log a caller is told who asks for it.
    package static let logTailBytesMax = 4096
}

/// The bounds of Pipes.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
package enum PipesLimits {
    package static let nameLengthMax = 64
    /// How many messages a batch may have.
    ///
    /// AWS allows 10,000; one receive gives ten.
    package static let batchSize = 1...10
    package static let listedPipes = 1...100

    // What follows is ours.

    /// How many batches are in a function's hands at once, for one pipe.
    static let batchesInFlightMax = 5
    /// How many batches one turn hands over.
    static let batchesPerTurnMax = 10
    /// How long a pipe waits when it meets a message again that its target refused, or a change could not be stored.
    static let pauseMilliseconds: Int64 = 1000
}

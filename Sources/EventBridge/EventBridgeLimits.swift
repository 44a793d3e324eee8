/// The bounds of EventBridge, as AWS has them.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
package enum EventBridgeLimits {
    /// How many events one request may put.
    package static let entriesMax = 10
    /// The size of all events of one request, in bytes.
    package static let requestBytesMax = 1_048_576
    /// How large the time of an event counts, in bytes.
    static let timeBytes = 14
    static let detailTypeLengthMax = 128

    static let busNameLengthMax = 256
    static let busesMax = 100
    static let ruleNameLengthMax = 64
    static let rulesMax = 300
    static let patternLengthMax = 4096
    static let descriptionLengthMax = 512

    static let targetsPerRequest = 1...10
    static let targetsMax = 5
    static let targetIDLengthMax = 64
    static let inputLengthMax = 8192
    static let inputPathLengthMax = 256
    static let inputPathsMax = 100
    static let retryAttempts = 0...185
    static let eventAgeSeconds = 60...86_400

    static let tagsMax = 50
    /// How many entries a list shows at once.
    static let pageSize = 1...100

    // What follows is ours.

    /// How many compiled patterns are kept at hand.
    static let patternsAtHandMax = 1000
}

/// The bounds of a template and of what its properties may hold: those of the services.
enum TemplateLimits {
    /// How many resources a template has at most.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    static let resourcesMax = 500
    /// How many errors, and how many warnings, are kept.
    static let diagnosticsMax = 100
    static let notificationsMax = 100
    static let filterValueBytesMax = 1024
    static let visibilitySeconds = 0...43_200
    static let delaySeconds = 0...900
    static let retentionSeconds = 60...1_209_600
    static let messageBytes = 1024...1_048_576
    static let waitSeconds = 0...20
    static let receiveCount = 1...1000
    static let keyReuseSeconds = 60...86_400
    /// AWS allows 10,000; one receive of the queue gives ten.
    static let pipeBatchSize = 1...10
    static let functionTimeoutSeconds = 1...900
    static let keyAttributeNameBytes = 1...255
    static let capacityUnits = 1...1_000_000
}

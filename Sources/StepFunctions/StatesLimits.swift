/// The quotas of the service's resources and requests, in one table.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
enum StatesLimits {
    /// Characters of a definition, and of a request: 1 MiB.
    static let definitionLengthMax = 1_048_576
    /// Characters of the name of a state machine, an execution, an activity or an alias.
    static let nameLengthMax = 80
    /// Characters of an ARN.
    static let arnLengthMax = 256
    /// Characters of the ARN of a map run, which is longer.
    static let mapRunARNLengthMax = 2000
    /// Characters of a version's or an alias's description.
    static let descriptionLengthMax = 256
    /// UTF-8 bytes of an execution's input.
    static let inputBytesMax = 262_144
    /// Characters of an error's name and of its cause.
    static let errorLengthMax = 256
    static let causeLengthMax = 32_768
    /// Characters of a task's token.
    static let taskTokenLength = 1...2048
    /// Workers that may poll one activity at the same time.
    static let activityPollersMax = 1000
    /// Characters of a list's token; ListExecutions has longer ones.
    static let tokenLengthMax = 1024
    static let executionsTokenLengthMax = 3096
    /// How long a list's token can be used.
    static let tokenMillisecondsMax: Int64 = 24 * 60 * 60 * 1000
    /// Tags of one resource, and the characters of a tag.
    static let tagsMax = 50
    static let tagKeyLengthMax = 128
    static let tagValueLengthMax = 256
    /// State machines and activities of one account in one Region.
    static let machinesMax = 100_000
    static let activitiesMax = 100_000
    /// Versions and aliases of one state machine.
    static let versionsMax = 1000
    static let aliasesMax = 100
    /// Standard executions of one account in one Region that have not ended.
    static let openExecutionsMax = 1_000_000
    /// Diagnostics of one answer about a definition.
    static let diagnosticsMax = 100
    /// The members of a trace header.
    static let traceHeaderLengthMax = 256
    /// The rows that one list looks at before it answers with what it has found and a token for the rest.
    ///
    /// A bound of ours: a filter that hardly anything passes must not hold up everybody else.
    static let rowsPerPageMax = 20_000
}

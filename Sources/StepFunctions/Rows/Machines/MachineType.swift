import QuickstepStatesLanguage

/// How a state machine runs: some of the language's rules depend on it, so the language has it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
typealias MachineType = DecodingOptions.MachineType

/// How a state machine runs.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
enum MachineType: String, Sendable, Equatable, CaseIterable {
    case standard = "STANDARD"
    case express = "EXPRESS"
}

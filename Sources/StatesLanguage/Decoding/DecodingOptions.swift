/// What the runtime around the decoder offers, and how strict it is.
package struct DecodingOptions: Sendable, Equatable {
    /// The type of the state machine: some integration patterns are for one of them only.
    package enum MachineType: String, Sendable, Equatable, CaseIterable {
        case standard = "STANDARD"
        case express = "EXPRESS"
    }

    /// The integrations that can be called, as `service:action` or `aws-sdk:service:action`.
    package var integrations: Set<String>
    /// Whether the definition is never run, only a state of it looked at: tasks may name any integration that the service has,
    /// and items may lie in any kind of file.
    package var callsNothing = false
    /// The type that the machine is to have.
    package var machineType: MachineType
    /// How a state is reported to which no transition leads.
    ///
    /// People who asked the service report that it refuses such a definition, with the code `MISSING_TRANSITION_TARGET`;
    /// no recording shows it either way. We run it and warn.
    package var unreachableState: Diagnostic.Severity

    /// Makes options; the defaults are those of the stock runtime.
    package init(
        integrations: Set<String> = Self.standardIntegrations,
        machineType: MachineType = .standard,
        unreachableState: Diagnostic.Severity = .warning
    ) {
        self.integrations = integrations
        self.machineType = machineType
        self.unreachableState = unreachableState
    }
}

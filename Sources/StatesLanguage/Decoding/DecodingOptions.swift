/// What the runtime around the decoder offers.
package struct DecodingOptions: Sendable, Equatable {
    /// Whether a state to which no transition leads is let through: a machine that is made around one state needs another to end in.
    package var allowsUnreachableStates = false
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

    /// Makes options; the defaults are those of the stock runtime.
    package init(
        integrations: Set<String> = Self.standardIntegrations,
        machineType: MachineType = .standard
    ) {
        self.integrations = integrations
        self.machineType = machineType
    }
}

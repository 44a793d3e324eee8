package import QuickstepServiceKit

/// Names one execution: its state machine's name and its own.
package struct ExecutionName: Sendable, Hashable {
    package let scope: Scope
    package let machine: String
    package let name: String

    package init(scope: Scope, machine: String, name: String) {
        self.scope = scope
        self.machine = machine
        self.name = name
    }

    /// Parses `arn:aws:states:<region>:<account>:execution:<machine>:<name>`.
    package init?(arn text: String) {
        guard let arn = ARN(text), arn.service == "states", let scope = arn.scope else { return nil }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "execution", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        self.init(scope: scope, machine: String(parts[1]), name: String(parts[2]))
    }

    package var arn: String {
        ARN(service: "states", scope: scope, resource: "execution:\(machine):\(name)").description
    }

    /// The machine itself, where the execution is a map run's and has a label behind its machine's name.
    var baseMachine: String { String(machine.prefix { $0 != "/" }) }

    package var machineARN: String { Self.machineARN(machine, in: scope) }

    package static func machineARN(_ machine: String, in scope: Scope) -> String {
        ARN(service: "states", scope: scope, resource: "stateMachine:\(machine)").description
    }

    /// Whom its rows belong to.
    ///
    /// Neither name can hold a colon.
    package var owner: Owner {
        Owner(kind: .execution, scope: scope, name: "\(machine):\(name)")
    }

    /// Reads the names back from an owner.
    package init?(owner: Owner) {
        guard owner.kind == .execution, let colon = owner.name.firstIndex(of: ":") else { return nil }
        self.init(
            scope: owner.scope,
            machine: String(owner.name[..<colon]),
            name: String(owner.name[owner.name.index(after: colon)...])
        )
    }
}

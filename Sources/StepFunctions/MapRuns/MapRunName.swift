import QuickstepServiceKit

/// Names one map run: its state machine, the label of its Map state, and an id of its own.
struct MapRunName: Sendable, Hashable {
    let scope: Scope
    /// The name of the state machine.
    let machine: String
    let label: String
    let id: String

    init(scope: Scope, machine: String, label: String, id: String) {
        self.scope = scope
        self.machine = machine
        self.label = label
        self.id = id
    }

    /// Parses `arn:aws:states:<region>:<account>:mapRun:<machine>/<label>:<id>`.
    init?(arn text: String) {
        guard let arn = ARN(text), arn.service == "states", let scope = arn.scope else { return nil }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "mapRun" else { return nil }
        self.init(scope: scope, path: parts[1], id: parts[2])
    }

    /// Reads the names back from an owner.
    init?(owner: Owner) {
        let parts = owner.name.split(separator: ":", omittingEmptySubsequences: false)
        guard owner.kind == .mapRun, parts.count == 2 else { return nil }
        self.init(scope: owner.scope, path: parts[0], id: parts[1])
    }

    private init?(scope: Scope, path: Substring, id: Substring) {
        guard let slash = path.firstIndex(of: "/"), slash > path.startIndex, !id.isEmpty else { return nil }
        let label = path[path.index(after: slash)...]
        guard !label.isEmpty else { return nil }
        self.init(scope: scope, machine: String(path[..<slash]), label: String(label), id: String(id))
    }

    /// What the executions of the run take for the name of their state machine.
    var childMachine: String { "\(machine)/\(label)" }

    var arn: String {
        ARN(service: "states", scope: scope, resource: "mapRun:\(childMachine):\(id)").description
    }

    /// Whom its rows belong to.
    var owner: Owner { Owner(kind: .mapRun, scope: scope, name: "\(childMachine):\(id)") }

    /// The map run that an ARN names.
    ///
    /// - Throws: `InvalidArn`.
    static func resolve(_ text: String) throws(ServiceError) -> MapRunName {
        if let name = MapRunName(arn: text) { return name }
        _ = try ResourceARN.parts(text, of: ["mapRun"])
        throw StatesError.invalidARN(text)
    }
}

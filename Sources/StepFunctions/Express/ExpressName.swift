import QuickstepServiceKit

/// Names one Express execution: names may repeat, so each run has an id of its own.
struct ExpressName: Sendable, Hashable {
    let scope: Scope
    let machine: String
    let name: String
    let run: String

    var arn: String {
        ARN(service: "states", scope: scope, resource: "express:\(machine):\(name):\(run)").description
    }
}

import QuickstepInterpreter
import QuickstepJSON
package import QuickstepServiceKit

extension StatesService {
    package var rowShapes: [RowShape] {
        Self.shapesOfMachines + Self.shapesOfExecutions + Self.shapesOfMapRuns
    }

    private static let shapesOfMachines: [RowShape] = [
        .json("state machines", of: .stateMachine, 1) { MachineRecord(json: $0) },
        RowShape("listed executions", of: .executionList, 1, [.integer, .integer, .text]) {
            ExecutionListing($0.value) != nil
        },
        // As older versions wrote it.
        RowShape("listed executions", of: .executionList, 1, [.integer, .text]) { ExecutionListing($0.value) != nil },
        .json("versions", of: .executionList, 2, [.integer]) { VersionRecord(json: $0) },
        .json("aliases", of: .executionList, 3, [.text]) { AliasRecord(json: $0) },
        .json("tags", of: .executionList, 4) { $0 },
        .json("activity tasks", of: .activityTasks, 1, [.integer]) { ActivityLine.Entry(json: $0) },
        RowShape("definitions", of: .runtime, named: .fixed("definitions"), 1, [.text]) {
            String(validating: $0.value, as: UTF8.self) != nil
        },
        RowShape("open executions", of: .runtime, named: .fixed("open"), 1, [.owner]),
        .json("activities", of: .runtime, named: .fixed("activities"), 1, [.text]) { ActivityRecord(json: $0) },
        .json("tags", of: .runtime, named: .fixed("activities"), 2, [.text]) { $0 },
        .json("counts", of: .runtime, named: .fixed("counts"), 1, [.text]) { $0.intValue },
    ]

    /// Header and journal are looked at with the execution, of which they say more.
    private static let shapesOfExecutions: [RowShape] = [
        RowShape("executions", of: .execution, 1),
        RowShape("steps", of: .execution, 2, [.integer]),
        .json("execution statuses", of: .execution, 3) { ExecutionRecord(json: $0) },
        .json("stop requests", of: .execution, 4) { $0 },
        .json("tasks in flight", of: .execution, 5, [.integer]) { $0["function"]?.stringValue },
        .json("task tickets", of: .execution, 6, [.integer]) { TaskTicket(json: $0) },
        .json("words in inboxes", of: .execution, 7, [.integer]) { $0 },
        .json("waiting parents", of: .execution, 8) { WaitingParent(json: $0) },
        .json("redrive tokens", of: .execution, 9) { $0.arrayValue },
        RowShape("map runs of executions", of: .execution, 10, [.integer]) {
            MapRunName(arn: String(decoding: $0.value, as: UTF8.self)) != nil
        },
    ]

    private static let shapesOfMapRuns: [RowShape] = [
        .json("map runs", of: .mapRun, 1) { $0.objectValue },
        .json("states of map runs", of: .mapRun, 2) { MapRun(json: $0) },
        RowShape("executions of map runs", of: .mapRun, 3, [.integer]) { ChildListing($0.value) != nil },
        .json("results of executions of map runs", of: .mapRun, 4, [.integer]) { $0 },
        // Of a Standard execution the row is empty, of an Express execution it has the input.
        RowShape("open executions of map runs", of: .mapRun, 5, [.integer]),
        RowShape("unsuccessful executions of map runs", of: .mapRun, 6, [.integer]) {
            Int(String(decoding: $0.value, as: UTF8.self)) != nil
        },
        RowShape("words for map runs", of: .mapRun, 7, [.integer]),
        RowShape("stops of map runs", of: .mapRun, 8),
        RowShape("open map runs", of: .runtime, named: .fixed("open"), 2, [.owner]),
    ]

    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        var listed = ListedExecutions()
        for owner in try Self.owners(.execution, turn) {
            try ExecutionCheck(owner: owner, definitions: definitions).run(turn, &listed, &inspection)
        }
        for owner in try Self.owners(.mapRun, turn) { try MapRunCheck(owner: owner).run(turn, &inspection) }
        try inspectIndexes(turn, &inspection)
    }

    /// All owners of a kind that have rows.
    private static func owners(_ kind: Owner.Kind, _ turn: Turn) throws(ServiceError) -> [Owner] {
        var owners: [Owner] = []
        let all = StoreKey(bytes: [kind.rawValue]).prefixRange
        var from = all.lowerBound
        while let row = try turn.range(from..<all.upperBound, limit: 1).first {
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner() else {
                from = row.key.successor
                continue
            }
            owners.append(owner)
            from = owner.key.prefixRange.upperBound
        }
        return owners
    }

    /// What the indexes name is there.
    private func inspectIndexes(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try Kernel.forEachRow(in: Rows.open.prefixRange, turn) { (row) throws(ServiceError) in
            guard let owner = Rows.openOwner(row.key) else { return }
            let status = try? ExecutionRecord.read(owner, turn)?.status
            inspection.expect(
                status == .running,
                .inconsistency,
                "execution \(owner.name)",
                "It is in the index of open executions, and does not run.",
                repair: [StoreBatch.Write(key: row.key, value: nil)]
            )
        }
        let lists = StoreKey(bytes: [Owner.Kind.executionList.rawValue]).prefixRange
        try Kernel.forEachRow(in: lists, turn) { (row) throws(ServiceError) in
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner(), reader.byte() == 1, let listing = ExecutionListing(row.value) else {
                return
            }
            let name = ExecutionName(scope: owner.scope, machine: owner.name, name: listing.name)
            inspection.expect(
                try turn.get(Rows.header(name.owner)) != nil,
                .inconsistency,
                "execution \(name.owner.name)",
                "It is listed, and is not there.",
                repair: [StoreBatch.Write(key: row.key, value: nil)]
            )
        }
        try Kernel.forEachRow(in: RuntimeTimer.index.prefixRange, turn) { (row) throws(ServiceError) in
            guard let timer = RuntimeTimer(row: row), [.execution, .mapRun].contains(timer.id.owner.kind) else {
                return
            }
            inspection.expect(
                // Both have their header in the first section.
                try turn.get(Rows.header(timer.id.owner)) != nil,
                .inconsistency,
                "\(timer.id.owner.kind) \(timer.id.owner.name)",
                "A timer is set for it, and it is not there.",
                repair: [StoreBatch.Write(key: row.key, value: nil)]
            )
        }
    }
}

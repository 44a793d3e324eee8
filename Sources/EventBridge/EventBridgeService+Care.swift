import QuickstepJSON
package import QuickstepServiceKit

extension EventBridgeService {
    package var rowShapes: [RowShape] {
        [
            RowShape("event bus names", of: .eventBus, named: .fixed(""), 1, [.text]),
            .json("event buses", of: .eventBus, 1) { $0.objectValue },
            RowShape("rules", of: .eventBus, 2, [.text]) { (try? RuleRecord(row: $0.value)) != nil },
            .json("targets", of: .eventBus, 3, [.text, .text]) { $0.objectValue },
        ]
    }

    /// Every target belongs to a rule.
    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try Kernel.forEachRow(in: StoreKey(bytes: [Owner.Kind.eventBus.rawValue]).prefixRange, turn) {
            (row) throws(ServiceError) in
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner(), reader.byte() == 3, let rule = reader.text() else { return }
            inspection.expect(
                try turn.get(owner.section(2).text(rule)) != nil,
                .inconsistency,
                "event bus \(owner.name)",
                "A target belongs to the rule \(rule), which is not there.",
                repair: [StoreBatch.Write(key: row.key, value: nil)]
            )
        }
    }
}

import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Looks at every batch before it is stored: a journal may only be extended, step by step, and a map run only go on.
final class StoreAudit: Sendable {
    private let violations: Violations

    init(_ violations: Violations) {
        self.violations = violations
    }

    func check(_ batch: StoreBatch, on disk: InMemoryStore) {
        var next: [Owner: Int64] = [:]
        for write in batch.writes {
            guard let row = StoredRow(write.key) else { continue }
            checkMapRun(row, write, on: disk)
            if row.isHeader, disk.get(write.key) != nil {
                violations.add("the header of \(row.owner.name) was written again")
            }
            guard let number = row.step else { continue }
            guard write.value != nil else {
                violations.add("step \(number) of \(row.owner.name) was deleted")
                continue
            }
            let expected = next[row.owner] ?? Self.stepCount(of: row.owner, on: disk) + 1
            if number != expected {
                violations.add("step \(number) of \(row.owner.name) was written where step \(expected) is due")
            }
            next[row.owner] = number + 1
        }
    }

    private func checkMapRun(_ row: StoredRow, _ write: StoreBatch.Write, on disk: InMemoryStore) {
        func parsed(_ bytes: [UInt8]?) -> JSONValue? { bytes.flatMap { try? JSONValue.parse(bytes: $0) } }
        if row.isMapRunState {
            guard let after = parsed(write.value) else { return violations.add("\(row.owner.name) is gone") }
            for complaint in MapRunAudit(before: parsed(disk.get(write.key)), after: after).complaints {
                violations.add("the map run \(row.owner.name): \(complaint)")
            }
        }
        guard row.isExpressResult, let before = disk.get(write.key), before != write.value else { return }
        if parsed(before)?["record"]?["status"] == "SUCCEEDED" {
            violations.add("the map run \(row.owner.name): an execution that had succeeded ended once more")
        }
    }

    /// How many steps are stored, which are numbered from 1.
    private static func stepCount(of owner: Owner, on disk: InMemoryStore) -> Int64 {
        disk.range(owner.section(2).prefixRange, limit: 1, reversed: true).first.flatMap { StoredRow($0.key)?.step }
            ?? 0
    }
}

/// What must never be, and was.
final class Violations: Sendable {
    private let found = Mutex<[String]>([])

    func add(_ text: String) {
        found.withLock { $0.append(text) }
    }

    var first: String? { found.withLock { $0.first } }
}

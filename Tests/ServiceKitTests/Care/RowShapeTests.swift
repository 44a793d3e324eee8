import QuickstepJSON
import QuickstepServiceKit
import Testing

struct RowShapeTests {
    private let owner = Owner(kind: .queue, name: "jobs")

    @Test func `a key has the shape of its kind, name, section and components`() {
        let shape = RowShape("messages", of: .queue, 3, [.integer, .text])
        #expect(shape.matches(owner.section(3).integer(-1).text("a")))
        #expect(!shape.matches(owner.section(4).integer(-1).text("a")))
        #expect(!shape.matches(owner.section(3).integer(-1)))
        #expect(!shape.matches(owner.section(3).integer(-1).text("a").text("b")))
        #expect(!shape.matches(Owner(kind: .topic, name: "jobs").section(3).integer(-1).text("a")))
        #expect(!shape.matches(Owner(kind: .queue, name: "").section(3).integer(-1).text("a")))
        #expect(!shape.matches(StoreKey(bytes: [])))
        #expect(!shape.matches(StoreKey(bytes: Array(owner.section(3).integer(7).bytes.dropLast()))))
    }

    @Test func `a fixed name, an owner in the key, and a rest`() {
        let names = RowShape("names", of: .queue, named: .fixed(""), 1, [.owner])
        #expect(names.matches(Owner(kind: .queue, name: "").section(1).key(owner.key)))
        #expect(!names.matches(owner.section(1).key(owner.key)))
        let items = RowShape("items", of: .queue, nil, [.byte(7), .rest])
        #expect(items.matches(StoreKey(bytes: owner.key.bytes + [7, 1, 2, 3])))
        #expect(!items.matches(StoreKey(bytes: owner.key.bytes + [7])))
        #expect(!items.matches(StoreKey(bytes: owner.key.bytes + [8, 1])))
    }

    @Test func `a row of JSON is readable when something can be made of it`() {
        let shape = RowShape.json("counts", of: .queue, 1) { $0.intValue }
        let key = owner.section(1)
        #expect(shape.canRead(StoreRow(key: key, value: Array("12".utf8))))
        #expect(!shape.canRead(StoreRow(key: key, value: Array(#""12""#.utf8))))
        #expect(!shape.canRead(StoreRow(key: key, value: Array("{".utf8))))
    }

    @Test func `the worst finding counts, and many are counted rather than kept`() {
        var inspection = Inspection()
        #expect(inspection.worst == nil)
        inspection.add(Finding(.note, "a", "b"))
        #expect(inspection.worst == .note)
        inspection.add(Finding(.damage, "a", "b"))
        inspection.add(Finding(.inconsistency, "a", "b"))
        #expect(inspection.worst == .damage)
        for _ in 0..<Inspection.findingsMax { inspection.expect(false, .note, "a", "b") }
        inspection.expect(true, .damage, "a", "b")
        #expect(inspection.findings.count == Inspection.findingsMax)
        #expect(inspection.findingsOmitted == 3)
    }
}

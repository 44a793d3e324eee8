import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct FrameTableTests {
    private static func frame(_ number: Int) -> Frame {
        Frame(
            id: FrameID(number),
            role: number == 0 ? .root : .branch(parent: .root, index: number - 1),
            cursor: number,
            visit: nil,
            variables: Variables(),
            phase: .working
        )
    }

    @Test func `frames are found by number and changed in place`() {
        var table = FrameTable()
        for number in 0..<5 { table.insert(Self.frame(number)) }
        table[FrameID(3)]?.cursor = 33
        #expect(table[FrameID(3)]?.cursor == 33)
        #expect(table[FrameID(5)] == nil)
        #expect(table[FrameID(-1)] == nil)
        #expect(table.ids.map(\.number) == [0, 1, 2, 3, 4])
    }

    @Test(arguments: [[1, 2, 3, 4], [4, 3, 2, 1], [2, 3, 1, 4], [3, 1, 4, 2]])
    func `removing in any order leaves the others`(order: [Int]) {
        var table = FrameTable()
        for number in 0..<5 { table.insert(Self.frame(number)) }
        var left = [0, 1, 2, 3, 4]
        for number in order {
            table.remove(FrameID(number))
            left.removeAll { $0 == number }
            #expect(table.ids.map(\.number) == left)
            #expect(table[FrameID(number)] == nil)
        }
        table.insert(Self.frame(9))
        #expect(table.ids.map(\.number) == [0, 9])
        var fresh = FrameTable()
        fresh.insert(Self.frame(0))
        fresh.insert(Self.frame(9))
        #expect(table == fresh)
    }

    @Test func `writing to a frame that does not exist is lost`() {
        var table = FrameTable()
        table.insert(Self.frame(0))
        table[FrameID(7)]?.cursor = 1
        #expect(table.ids == [.root])
    }
}

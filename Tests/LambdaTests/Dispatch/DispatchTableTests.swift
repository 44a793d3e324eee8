import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct DispatchTableTests {
    private func work(_ number: Int64, _ function: String = "f") -> WorkID {
        WorkID(scope: .standard, function: function, number: number)
    }

    private func openTable() -> DispatchTable {
        var table = DispatchTable()
        _ = table.open()
        return table
    }

    @Test func `work starts in order of arrival as places get free`() {
        var table = openTable()
        let first = table.add(work(1), places: 1)
        #expect(first.map(\.work) == [work(1)])
        let step1 = table.add(work(2), places: 1)
        #expect(step1.isEmpty)
        let step2 = table.add(work(3), places: 1)
        #expect(step2.isEmpty)
        let (counts, next) = table.complete(first[0].run)
        #expect(counts)
        #expect(next.map(\.work) == [work(2)])
        let step3 = table.complete(next[0].run)
        #expect(step3.starts.map(\.work) == [work(3)])
    }

    @Test func `functions do not wait for each other`() {
        var table = openTable()
        _ = table.add(work(1, "f"), places: 1)
        let step4 = table.add(work(2, "g"), places: 1)
        #expect(step4.map(\.work) == [work(2, "g")])
        let elsewhere = WorkID(
            scope: Scope(account: "111122223333", region: "us-east-1"),
            function: "f",
            number: 3
        )
        let step5 = table.add(elsewhere, places: 1)
        #expect(step5.map(\.work) == [elsewhere])
    }

    @Test func `a stuck run keeps its place until it returns, and its result does not count`() {
        var table = openTable()
        let start = table.add(work(1), places: 1)[0]
        _ = table.add(work(2), places: 1)
        let step6 = table.abandon(start.run)
        #expect(step6)
        let step7 = table.abandon(start.run)
        #expect(!step7)
        #expect(
            table.statuses == [FunctionStatus(scope: .standard, name: "f", running: 0, stuck: 1, queued: 1)]
        )
        let (counts, next) = table.complete(start.run)
        #expect(!counts)
        #expect(next.map(\.work) == [work(2)])
    }

    @Test func `work that is no longer wanted never starts, or is stuck`() {
        var table = openTable()
        let start = table.add(work(1), places: 1)[0]
        _ = table.add(work(2), places: 1)
        _ = table.add(work(3), places: 1)
        let step8 = table.remove(work(2))
        #expect(step8 == .withdrawn)
        let step9 = table.remove(work(1))
        #expect(step9 == .stuck(start.run))
        let step10 = table.remove(work(1))
        #expect(step10 == .unknown)
        let step11 = table.remove(work(9))
        #expect(step11 == .unknown)
        let step12 = table.complete(start.run)
        #expect(step12.starts.map(\.work) == [work(3)])
    }

    @Test func `work is not taken twice`() {
        var table = openTable()
        _ = table.add(work(1), places: 2)
        let step13 = table.add(work(1), places: 2)
        #expect(step13.isEmpty)
        #expect(table.contains(work(1)))
        #expect(table.statuses.map(\.running) == [1])
    }

    @Test func `nothing starts before the table is open, and then the oldest first`() {
        var table = DispatchTable()
        let step14 = table.add(work(5), places: 1)
        #expect(step14.isEmpty)
        let step15 = table.add(work(2), places: 1)
        #expect(step15.isEmpty)
        let step16 = table.add(work(3, "g"), places: 1)
        #expect(step16.isEmpty)
        let step17 = table.open()
        #expect(step17.map(\.work) == [work(2), work(3, "g")])
    }

    @Test func `closing gives up what runs and what waits`() {
        var table = openTable()
        let start = table.add(work(1), places: 1)[0]
        _ = table.add(work(2), places: 1)
        let (abandoned, withdrawn) = table.close()
        #expect(abandoned == [start.run])
        #expect(withdrawn == [work(2)])
        let step18 = table.complete(start.run)
        #expect(step18.starts.isEmpty)
    }

    @Test func `a place that is kept for work that is being asked for is nobody else's`() {
        var table = openTable()
        let isKept = table.reserve(work(1), places: 1)
        #expect(isKept)
        let meanwhile = table.add(work(2), places: 1)
        #expect(meanwhile.isEmpty)
        let first = table.add(work(1), places: 1)
        #expect(first.map(\.work) == [work(1)])
        #expect(first.map(\.isRecorded) == [true])
        let next = table.complete(first[0].run).starts
        #expect(next.map(\.work) == [work(2)])
        #expect(next.map(\.isRecorded) == [false])
    }

    @Test func `a place that is given back is filled from the line`() {
        var table = openTable()
        _ = table.reserve(work(1), places: 1)
        _ = table.add(work(2), places: 1)
        #expect(table.askedFor == [work(1)])
        let starts = table.giveBack(work(1))
        #expect(starts.map(\.work) == [work(2)])
        let again = table.giveBack(work(1))
        #expect(again.isEmpty)
        #expect(table.askedFor.isEmpty)
    }

    @Test func `a place that gets free is not kept for later work while earlier work is on its way`() {
        var table = openTable()
        let first = table.add(work(1), places: 1)[0]
        let isKeptForSecond = table.reserve(work(2), places: 1)
        #expect(!isKeptForSecond)
        _ = table.complete(first.run)
        let isKeptForThird = table.reserve(work(3), places: 1)
        #expect(!isKeptForThird)
        let starts = table.add(work(2), places: 1)
        #expect(starts.map(\.work) == [work(2)])
        let later = table.add(work(3), places: 1)
        #expect(later.isEmpty)
        let isKeptForFourth = table.reserve(work(4), places: 1)
        #expect(!isKeptForFourth)
    }

    @Test func `no place is kept before the table is open, nor for work that is here`() {
        var table = DispatchTable()
        let early = table.reserve(work(1), places: 2)
        #expect(!early)
        _ = table.add(work(1), places: 2)
        _ = table.open()
        let twice = table.reserve(work(1), places: 2)
        #expect(!twice)
        let second = table.reserve(work(2), places: 2)
        #expect(second)
    }

    @Test func `a run that is not known changes nothing`() {
        var table = openTable()
        let (counts, starts) = table.complete(DispatchTable.Run(number: 7))
        #expect(!counts && starts.isEmpty)
    }

    @Test func `thousands wait and start in order`() {
        var table = openTable()
        var started: [Int64] = []
        var running = table.add(work(0), places: 1)
        for number in 1..<5000 { running += table.add(work(Int64(number)), places: 1) }
        while let start = running.first {
            started.append(start.work.number)
            running = table.complete(start.run).starts
        }
        #expect(started == Array(0..<5000))
    }
}

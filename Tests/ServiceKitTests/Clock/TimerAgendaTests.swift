import QuickstepPrimitives
import Testing

@testable import QuickstepServiceKit

struct TimerAgendaTests {
    private func timer(_ number: Int64, _ due: Int64, _ kind: RuntimeTimer.Kind = .driving) -> RuntimeTimer {
        RuntimeTimer(
            owner: Owner(kind: .queue, name: "q"),
            number: number,
            due: Timestamp(milliseconds: due),
            kind: kind
        )
    }

    @Test func `time that moves by itself asks for what it cannot see before it moves past it`() {
        var agenda = TimerAgenda(capacity: 2)
        agenda.replaceStored([timer(1, 10)], upTo: Timestamp(milliseconds: 10))
        let start = Timestamp(milliseconds: 0)
        #expect(agenda.nextOfStandingClock(at: start, isAutomatic: true) == .move(to: Timestamp(milliseconds: 10)))
        #expect(agenda.popDue(at: Timestamp(milliseconds: 50))?.id.number == 1)
        let horizon = Timestamp(milliseconds: 10)
        #expect(agenda.nextOfStandingClock(at: horizon, isAutomatic: true) == .load(after: horizon))
        #expect(agenda.nextOfRunningClock(at: horizon) == .load(after: horizon))
        agenda.extend(by: [timer(2, 20, .passive)], upTo: nil)
        #expect(agenda.nextOfStandingClock(at: horizon, isAutomatic: true) == .rest(until: nil))
        #expect(agenda.nextOfRunningClock(at: horizon) == .rest(until: Timestamp(milliseconds: 20)))
    }

    @Test func `what has come due since the last look is fired before anybody is told of quiet`() {
        let now = Timestamp(milliseconds: 10)
        for kind in [RuntimeTimer.Kind.driving, .passive, .bounding] {
            var agenda = TimerAgenda(capacity: 2)
            agenda.set(timer(1, 10, kind), isTransient: false)
            #expect(agenda.nextOfStandingClock(at: now, isAutomatic: false) == .fire)
            #expect(agenda.nextOfStandingClock(at: now, isAutomatic: true) == .fire)
            #expect(agenda.nextOfRunningClock(at: now) == .fire)
            #expect(agenda.popDue(at: now)?.id.number == 1)
            #expect(agenda.nextOfStandingClock(at: now, isAutomatic: false) == .rest(until: nil))
        }
    }

    @Test func `a timer that is set behind the horizon takes back the sooner one of its name`() {
        var agenda = TimerAgenda(capacity: 2)
        agenda.replaceStored([timer(1, 10), timer(2, 12)], upTo: Timestamp(milliseconds: 15))
        agenda.set(timer(1, 99), isTransient: false)
        #expect(agenda.popDue(at: Timestamp(milliseconds: 15))?.id.number == 2)
        #expect(agenda.count == 0)
    }

    @Test func `a timer that ends with the process is kept, and does not overtake stored ones`() {
        var agenda = TimerAgenda(capacity: 2)
        agenda.replaceStored([], upTo: Timestamp(milliseconds: 15))
        agenda.set(timer(1, 30), isTransient: true)
        #expect(agenda.count == 1)
        // A stored timer may be due at 20.
        #expect(agenda.popDue(at: Timestamp(milliseconds: 40)) == nil)
        agenda.extend(by: [timer(2, 20)], upTo: nil)
        #expect(agenda.popDue(at: Timestamp(milliseconds: 40))?.id.number == 2)
        #expect(agenda.popDue(at: Timestamp(milliseconds: 40))?.id.number == 1)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `whatever is set, taken back and read later, timers fire as if all were in memory`(seed: UInt64) {
        var random = KeyedRandom(seed: seed, event: 0)
        var agenda = TimerAgenda(capacity: 3)
        var stored: [Int64: RuntimeTimer] = [:]
        var now = Timestamp(milliseconds: 0)
        for _ in 0..<120 {
            switch random.next() % 4 {
            case 0, 1:
                let due = now.milliseconds + Int64(random.next() % 40)
                let timer = timer(Int64(random.next() % 30), due, random.next() % 3 == 0 ? .passive : .driving)
                if let old = stored[timer.id.number] { agenda.cancel(old) }
                stored[timer.id.number] = timer
                agenda.set(timer, isTransient: false)
            case 2:
                guard let old = stored.removeValue(forKey: Int64(random.next() % 30)) else { continue }
                agenda.cancel(old)
            default:
                let target = now.adding(milliseconds: Int64(random.next() % 25))
                agenda.travel(to: target)
                fire(&agenda, &stored, &now)
                #expect(now >= target, "seed \(seed)")
            }
            #expect(agenda.count <= 60, "seed \(seed)")
        }
    }

    /// Goes to the target, and checks each timer that fires.
    private func fire(_ agenda: inout TimerAgenda, _ stored: inout [Int64: RuntimeTimer], _ now: inout Timestamp) {
        while true {
            while let timer = agenda.popDue(at: now) {
                let soonest = stored.values.map(\.due).min()
                #expect(stored.removeValue(forKey: timer.id.number) == timer)
                #expect(timer.due == soonest && timer.due <= now)
            }
            switch agenda.nextOfStandingClock(at: now, isAutomatic: false) {
            case .load(let start):
                let later = stored.values.filter { $0.due > start }.sorted { $0.due < $1.due }
                let horizon = later.count > 2 ? later[1].due : nil
                agenda.extend(by: later.filter { $0.due <= horizon ?? $0.due }, upTo: horizon)
            case .move(let time):
                #expect(time > now)
                now = time
            case .arrive:
                agenda.arrive(at: now)
            case .fire:
                Issue.record("what was due is not")
                return
            case .rest:
                #expect(!stored.values.contains { $0.due <= now })
                return
            }
        }
    }
}

import QuickstepServiceKit

/// Which executions work at the same time, and which are in line for that: a value.
///
/// Timers of one instant fire together, however many they are. Without a bound all of their machines would be in memory at once, where
/// the store takes their steps one batch after the other anyway.
struct WorkingPlaces: Sendable {
    private let count: Int
    private(set) var taken = 0
    /// The most that ever worked at the same time.
    private(set) var takenMost = 0
    /// Who waits, first come first; what lies before `first` has gone.
    private var line: [Owner] = []
    private var first = 0

    init(count: Int) {
        self.count = count
    }

    /// How many are in line.
    var waiting: Int { line.count - first }

    /// Takes a place.
    ///
    /// Returns whether there was one; else the owner is in line.
    mutating func enter(_ owner: Owner) -> Bool {
        guard taken < count else {
            line.append(owner)
            return false
        }
        take()
        return true
    }

    /// Gives a place back.
    ///
    /// Returns who has it now.
    mutating func leave() -> Owner? {
        taken -= 1
        guard taken < count, first < line.count else { return nil }
        let next = line[first]
        first += 1
        if first > 1024, first * 2 > line.count {
            line.removeFirst(first)
            first = 0
        }
        take()
        return next
    }

    /// Takes a place again after a rest in the midst of work, even if there is none: whoever rested is not made to wait twice.
    mutating func enterAgain() {
        take()
    }

    private mutating func take() {
        taken += 1
        takenMost = max(takenMost, taken)
    }
}

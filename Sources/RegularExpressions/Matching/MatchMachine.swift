/// Runs a compiled pattern on a text: a backtracker with a stack of its own.
///
/// With ``visited`` it tries nothing twice, so that its time is bounded by the size of the program times the length of the text.
struct MatchMachine {
    private let program: PatternProgram
    private let text: [UInt16]
    private let isWhole: Bool
    private let memoryBytes: Int

    /// What is left of the steps.
    private(set) var steps: Int

    /// The states that were tried in vain, where they are remembered.
    var visited: VisitedStates?

    /// The places of groups, -1 where unset.
    private var slots: [Int32]

    private var stack: [Entry] = []

    /// The heights of the stack at which looks were begun that have not ended.
    private var looks: [Int] = []

    /// Where the last match ended.
    private var end = 0

    /// What to do on the way back.
    private struct Entry {
        /// An instruction to go on at; or, negative, a slot to restore, or the beginning of a look.
        let code: Int32
        /// A place and whether the turn had moved; or what the slot held.
        let value: Int32

        static let look = Int32.min

        static func restoring(slot: Int, _ value: Int32) -> Entry {
            Entry(code: -1 - Int32(truncatingIfNeeded: slot), value: value)
        }
    }

    /// Where the machine stands.
    private struct Cursor {
        var instruction: Int
        var place: Int
        /// Whether anything was taken since the turn of the innermost repetition began.
        var hasMoved: Bool

        init(instruction: Int, place: Int, hasMoved: Bool) {
            self.instruction = instruction
            self.place = place
            self.hasMoved = hasMoved
        }

        init(instruction: Int, packed: Int32) {
            self.init(instruction: instruction, place: Int(packed >> 1), hasMoved: packed & 1 == 1)
        }

        var packed: Int32 { Int32(truncatingIfNeeded: self.place) << 1 | (self.hasMoved ? 1 : 0) }
    }

    init(program: PatternProgram, text: [UInt16], isWhole: Bool, budget: RegularExpressionBudget) {
        self.program = program
        self.text = text
        self.isWhole = isWhole
        self.memoryBytes = budget.memoryBytes
        self.steps = budget.steps
        self.slots = [Int32](repeating: -1, count: program.slotCount)
    }

    /// The match that was just found.
    func match(from start: Int) -> RegularExpressionMatch {
        let captures = (0..<self.program.groupCount).map { self.capture($0) }
        return RegularExpressionMatch(range: start..<self.end, captures: captures, names: self.program.groupNames)
    }

    private func capture(_ group: Int) -> Range<Int>? {
        let start = Int(self.slots[2 * group])
        let end = Int(self.slots[2 * group + 1])
        return start >= 0 && end >= start ? start..<end : nil
    }

    /// Tries to match at a place; whatever was tried in vain before is as if it had not been.
    mutating func run(from start: Int) throws(RegularExpressionExhaustion) -> Bool {
        self.stack.removeAll(keepingCapacity: true)
        var cursor = Cursor(instruction: 0, place: start, hasMoved: false)
        while true {
            try self.count(1)
            if case .match = self.program.instructions[cursor.instruction],
                !self.isWhole || cursor.place == self.text.count
            {
                self.end = cursor.place
                return true
            }
            if try self.step(&cursor) { continue }
            guard try self.goBack(to: &cursor) else { return false }
        }
    }

    private mutating func count(_ steps: Int) throws(RegularExpressionExhaustion) {
        self.steps -= steps
        guard self.steps >= 0 else { throw .steps }
    }

    private mutating func push(_ entry: Entry) throws(RegularExpressionExhaustion) {
        let bytes = (self.stack.count + 1) * MemoryLayout<Entry>.stride + (self.visited?.byteCount ?? 0)
        guard bytes <= self.memoryBytes else { throw .memory }
        self.stack.append(entry)
    }

    /// Notes a state; false where it was tried in vain.
    private mutating func isNew(_ mark: Int32, _ cursor: Cursor) throws(RegularExpressionExhaustion) -> Bool {
        guard let bytes = self.visited?.byteCount(reaching: cursor.place) else { return true }
        guard bytes + self.stack.count * MemoryLayout<Entry>.stride <= self.memoryBytes else { throw .memory }
        return self.visited?.insert(mark: Int(mark), place: cursor.place, hasMoved: cursor.hasMoved) ?? true
    }

    /// Does one instruction; false where the way ends.
    private mutating func step(_ cursor: inout Cursor) throws(RegularExpressionExhaustion) -> Bool {
        switch self.program.instructions[cursor.instruction] {
        case .character(let expected, let rule, let isBackward):
            guard let code = self.read(&cursor.place, isBackward: isBackward) else { return false }
            guard code == expected || (rule != .exact && rule.canonical(code) == expected) else { return false }
            cursor.hasMoved = true
        case .characters(let number, let isBackward):
            guard let code = self.read(&cursor.place, isBackward: isBackward) else { return false }
            guard self.program.classes[Int(number)].contains(code) else { return false }
            cursor.hasMoved = true
        case .split(let first, let second, let mark):
            guard try self.isNew(mark, cursor) else { return false }
            try self.push(Entry(code: second, value: cursor.packed))
            cursor.instruction = Int(first)
            return true
        case .join(let mark):
            guard try self.isNew(mark, cursor) else { return false }
        case .jump(let place):
            cursor.instruction = Int(place)
            return true
        case .save(let slot):
            try self.set(Int(slot), to: Int32(truncatingIfNeeded: cursor.place))
        case .forget(let first, let end):
            try self.count(Int(end - first))
            for slot in Int(first)..<Int(end) where self.slots[slot] >= 0 { try self.set(slot, to: -1) }
        case .beginTurn:
            cursor.hasMoved = false
        case .endTurn:
            guard cursor.hasMoved else { return false }
        case .assertion(let assertion):
            guard assertion.holds(at: cursor.place, in: self.text) else { return false }
        case .backReference(let group, let rule, let isBackward):
            guard try self.repeats(Int(group), rule, isBackward: isBackward, &cursor) else { return false }
        case .beginLook:
            self.looks.append(self.stack.count)
            // The instruction is read again on the way back: it knows what then is to be done.
            try self.push(Entry(code: Int32(truncatingIfNeeded: cursor.instruction), value: cursor.packed))
        case .endLook(let look):
            return try self.endLook(look, &cursor)
        case .match:
            return false
        }
        cursor.instruction += 1
        return true
    }

    private mutating func set(_ slot: Int, to value: Int32) throws(RegularExpressionExhaustion) {
        try self.push(.restoring(slot: slot, self.slots[slot]))
        self.slots[slot] = value
    }

    /// Goes back to the last place where there was another way; false where there is none.
    private mutating func goBack(to cursor: inout Cursor) throws(RegularExpressionExhaustion) -> Bool {
        while let entry = self.stack.popLast() {
            try self.count(1)
            guard entry.code >= 0 else {
                self.slots[Int(-1 - entry.code)] = entry.value
                continue
            }
            cursor = Cursor(instruction: Int(entry.code), packed: entry.value)
            guard case .beginLook(let look, let next) = self.program.instructions[cursor.instruction],
                self.looks.last == self.stack.count
            else { return true }
            // What was tried for itself has failed in every way.
            self.looks.removeLast()
            if look.isNegative {
                cursor.instruction = Int(next)
                return true
            }
        }
        return false
    }

    /// Ends a look that has matched; what else could have been tried within it is forgotten.
    private mutating func endLook(_ look: Look, _ cursor: inout Cursor) throws(RegularExpressionExhaustion) -> Bool {
        guard let height = self.looks.popLast() else { return false }
        try self.count(self.stack.count - height)
        let beginning = Cursor(instruction: Int(self.stack[height].code), packed: self.stack[height].value)
        if look.isNegative {
            for entry in self.stack[height...].reversed() where entry.code < 0 {
                self.slots[Int(-1 - entry.code)] = entry.value
            }
            self.stack.removeSubrange(height...)
            return false
        }
        // The groups that were set within it stay set, and are restored when the way goes back before it.
        var kept = height
        for position in height..<self.stack.count where self.stack[position].code < 0 {
            self.stack[kept] = self.stack[position]
            kept += 1
        }
        self.stack.removeSubrange(kept...)
        if look == .atomic {
            cursor.hasMoved = cursor.place != beginning.place || beginning.hasMoved
        } else {
            cursor.place = beginning.place
            cursor.hasMoved = beginning.hasMoved
        }
        cursor.instruction += 1
        return true
    }

    /// Reads the character at a place, or before it, and moves over it.
    private func read(_ place: inout Int, isBackward: Bool) -> UInt32? {
        if isBackward {
            guard place > 0 else { return nil }
            place -= 1
            let unit = self.text[place]
            guard self.program.readsCodePoints, self.text.isWithinPair(place) else { return UInt32(unit) }
            place -= 1
            return Self.joined(self.text[place], unit)
        }
        guard place < self.text.count else { return nil }
        let unit = self.text[place]
        place += 1
        guard self.program.readsCodePoints, self.text.isWithinPair(place) else { return UInt32(unit) }
        place += 1
        return Self.joined(unit, self.text[place - 1])
    }

    private static func joined(_ lead: UInt16, _ trail: UInt16) -> UInt32 {
        0x10000 + (UInt32(lead) - 0xD800) << 10 + (UInt32(trail) - 0xDC00)
    }

    /// Takes what a group matched, once more: `BackreferenceMatcher` of ECMA-262 (22.2.2.7.2).
    private mutating func repeats(
        _ group: Int,
        _ rule: CaseRule,
        isBackward: Bool,
        _ cursor: inout Cursor
    ) throws(RegularExpressionExhaustion) -> Bool {
        guard let range = self.capture(group) else { return self.program.unsetReferencesMatch }
        guard !range.isEmpty else { return true }
        try self.count(range.count)
        var expected = isBackward ? range.upperBound : range.lowerBound
        let last = isBackward ? range.lowerBound : range.upperBound
        while expected != last {
            guard let first = self.read(&expected, isBackward: isBackward),
                let second = self.read(&cursor.place, isBackward: isBackward),
                first == second || rule.canonical(first) == rule.canonical(second)
            else { return false }
        }
        cursor.hasMoved = true
        return true
    }
}

/// Turns the tree of a pattern into instructions.
///
/// A repetition is written out: so many copies as must be, then a loop, or so many copies as may be. That is the meaning that
/// ECMA-262 gives it (22.2.2.3.1 RepeatMatcher), and the size of the program bounds what can be written.
struct PatternCompiler {
    private let dialect: RegularExpressionDialect
    private var instructions: [Instruction] = []
    private var markCount: Int32 = 0
    private var isRegular = true

    private init(dialect: RegularExpressionDialect) {
        self.dialect = dialect
    }

    static func program(
        of pattern: ParsedPattern,
        dialect: RegularExpressionDialect
    ) throws(RegularExpressionError) -> PatternProgram {
        var compiler = PatternCompiler(dialect: dialect)
        try compiler.write(pattern.root, isBackward: false)
        try compiler.emit(.match)
        return PatternProgram(
            instructions: compiler.instructions,
            classes: pattern.classes,
            groupCount: pattern.groupCount,
            groupNames: pattern.groupNames,
            markCount: Int(compiler.markCount),
            isRegular: compiler.isRegular,
            isAnchored: pattern.root.isAnchored,
            readsCodePoints: pattern.readsCodePoints,
            unsetReferencesMatch: dialect.unsetReferencesMatch
        )
    }

    private var next: Int32 { Int32(truncatingIfNeeded: self.instructions.count) }

    private mutating func emit(_ instruction: Instruction) throws(RegularExpressionError) {
        guard self.instructions.count < RegularExpressionLimits.instructionsMax else {
            throw RegularExpressionError(
                message: "The pattern is too large, with its repetitions written out",
                offset: 0
            )
        }
        self.instructions.append(instruction)
    }

    private mutating func mark() -> Int32 {
        self.markCount += 1
        return self.markCount - 1
    }

    private mutating func write(_ node: PatternNode, isBackward: Bool) throws(RegularExpressionError) {
        switch node {
        case .empty:
            break
        case .character(let code, let rule):
            try self.emit(.character(code, rule, isBackward: isBackward))
        case .characters(let number):
            try self.emit(.characters(Int32(truncatingIfNeeded: number), isBackward: isBackward))
        case .sequence(let nodes):
            for node in isBackward ? nodes.reversed() : nodes { try self.write(node, isBackward: isBackward) }
        case .alternatives(let nodes):
            try self.writeAlternatives(nodes, isBackward: isBackward)
        case .capture(let group, let body):
            let slot = Int32(truncatingIfNeeded: 2 * (group - 1))
            try self.emit(.save(isBackward ? slot + 1 : slot))
            try self.write(body, isBackward: isBackward)
            try self.emit(.save(isBackward ? slot : slot + 1))
        case .repetition(let body, let repetition):
            try self.writeRepetition(of: body, repetition, isBackward: isBackward)
        case .assertion(let assertion):
            try self.emit(.assertion(assertion))
        case .look(let look, let body):
            self.isRegular = false
            let start = self.instructions.count
            try self.emit(.beginLook(look, next: 0))
            try self.write(body, isBackward: look == .atomic ? isBackward : look.isBackward)
            try self.emit(.endLook(look))
            self.instructions[start] = .beginLook(look, next: self.next)
        case .backReference(let group, let rule):
            self.isRegular = false
            try self.emit(.backReference(Int32(truncatingIfNeeded: group - 1), rule, isBackward: isBackward))
        }
    }

    private mutating func writeAlternatives(_ nodes: [PatternNode], isBackward: Bool) throws(RegularExpressionError) {
        var jumps: [Int] = []
        for node in nodes.dropLast() {
            let split = self.instructions.count
            try self.emit(.jump(0))
            try self.write(node, isBackward: isBackward)
            jumps.append(self.instructions.count)
            try self.emit(.jump(0))
            self.instructions[split] = .split(Int32(truncatingIfNeeded: split + 1), self.next, mark: self.mark())
        }
        if let last = nodes.last { try self.write(last, isBackward: isBackward) }
        for jump in jumps { self.instructions[jump] = .jump(self.next) }
        try self.emit(.join(mark: self.mark()))
    }

    private mutating func writeRepetition(
        of body: PatternNode,
        _ repetition: Repetition,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        if case .empty = body { return }
        let groups = self.dialect.forgetsGroupsAtEachTurn ? repetition.groups : 1..<1
        for turn in 0..<repetition.minimum {
            let start = self.instructions.count
            // The first turn finds its groups unset: whatever is around has just seen to that.
            if turn > 0 { try self.writeForgetting(groups) }
            try self.write(body, isBackward: isBackward)
            // Nothing comes of nothing, however often.
            if self.instructions.count == start { return }
        }
        // A text is shorter than the greatest numbers, and no further turn may be empty.
        if let maximum = repetition.maximum, maximum <= RegularExpressionLimits.textUnitsMax {
            try self.writeOptional(maximum - repetition.minimum, body, repetition, groups, isBackward: isBackward)
        } else {
            try self.writeLoop(body, repetition, groups, isBackward: isBackward)
        }
    }

    private mutating func writeLoop(
        _ body: PatternNode,
        _ repetition: Repetition,
        _ groups: Range<Int>,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        let split = self.instructions.count
        try self.emit(.jump(0))
        try self.writeTurn(body, groups, isBackward: isBackward)
        try self.emit(.jump(Int32(truncatingIfNeeded: split)))
        self.instructions[split] = self.split(at: split, leaving: self.next, isLazy: repetition.isLazy)
    }

    private mutating func writeOptional(
        _ count: Int,
        _ body: PatternNode,
        _ repetition: Repetition,
        _ groups: Range<Int>,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        guard count > 0 else { return }
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(self.instructions.count)
            try self.emit(.jump(0))
            try self.writeTurn(body, groups, isBackward: isBackward)
        }
        for split in splits {
            self.instructions[split] = self.split(at: split, leaving: self.next, isLazy: repetition.isLazy)
        }
        try self.emit(.join(mark: self.mark()))
    }

    private mutating func split(at place: Int, leaving exit: Int32, isLazy: Bool) -> Instruction {
        let body = Int32(truncatingIfNeeded: place + 1)
        return isLazy ? .split(exit, body, mark: self.mark()) : .split(body, exit, mark: self.mark())
    }

    /// One turn that need not be, and so must not be empty.
    private mutating func writeTurn(
        _ body: PatternNode,
        _ groups: Range<Int>,
        isBackward: Bool
    ) throws(RegularExpressionError) {
        try self.writeForgetting(groups)
        let canBeEmpty = body.canBeEmpty
        if canBeEmpty { try self.emit(.beginTurn) }
        try self.write(body, isBackward: isBackward)
        if canBeEmpty { try self.emit(.endTurn) }
    }

    private mutating func writeForgetting(_ groups: Range<Int>) throws(RegularExpressionError) {
        guard !groups.isEmpty else { return }
        let first = Int32(truncatingIfNeeded: 2 * (groups.lowerBound - 1))
        try self.emit(.forget(first, Int32(truncatingIfNeeded: 2 * (groups.upperBound - 1))))
    }
}

extension PatternNode {
    /// Whether every match begins at the start of the text.
    fileprivate var isAnchored: Bool {
        switch self {
        case .assertion(let assertion): assertion == .start
        case .sequence(let nodes): nodes.first?.isAnchored ?? false
        case .alternatives(let nodes): nodes.allSatisfy(\.isAnchored)
        case .capture(_, let body): body.isAnchored
        case .repetition(let body, let repetition): repetition.minimum > 0 && body.isAnchored
        case .look(let look, let body): look == .atomic && body.isAnchored
        case .empty, .character, .characters, .backReference: false
        }
    }
}

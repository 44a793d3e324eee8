/// One instruction of a compiled pattern.
enum Instruction: Sendable {
    /// Takes one character; backwards within what looks behind.
    case character(UInt32, CaseRule, isBackward: Bool)
    /// Takes one character of a class.
    case characters(Int32, isBackward: Bool)
    /// Goes on at the first place, and at the second when that fails.
    case split(Int32, Int32, mark: Int32)
    /// A place where ways come together.
    case join(mark: Int32)
    /// Goes on elsewhere.
    case jump(Int32)
    /// Notes the place in a slot: the start or the end of a group.
    case save(Int32)
    /// Forgets slots, from one up to another.
    case forget(Int32, Int32)
    /// Begins a turn of a repetition that must not be empty.
    case beginTurn
    /// Fails where the turn was empty.
    case endTurn
    /// Fails where a condition on the place does not hold.
    case assertion(Assertion)
    /// Takes what a group matched, once more.
    case backReference(Int32, CaseRule, isBackward: Bool)
    /// Tries what follows for itself; the place to go on at is behind its ``endLook(_:)``.
    case beginLook(Look, next: Int32)
    /// What was tried for itself has matched.
    case endLook(Look)
    /// The end.
    case match
}

/// A pattern compiled for ``MatchMachine``.
struct PatternProgram: Sendable {
    let instructions: [Instruction]
    let classes: [CharacterClass]
    let groupCount: Int
    let groupNames: [GroupName]

    /// How many instructions carry a mark.
    let markCount: Int

    /// Whether the pattern has neither look-around nor back-references, so that what was tried once at a place need not be
    /// tried there again.
    let isRegular: Bool

    /// Whether a match can only begin at the start of the text.
    let isAnchored: Bool

    let readsCodePoints: Bool

    /// What a reference to a group that took no part matches: the empty text, or nothing.
    let unsetReferencesMatch: Bool

    /// The slots for the places of groups, two for each.
    var slotCount: Int { 2 * self.groupCount }
}

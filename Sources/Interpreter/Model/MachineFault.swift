/// A pair of state and event that redelivery cannot explain: the journal is damaged or belongs to another definition.
///
/// The shell quarantines the one execution it concerns; all others run on.
package enum MachineFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// An event's sequence or id does not follow the last one.
    case sequenceBroken(expected: Int, found: Int)
    /// An event names a level that does not exist.
    case unknownFrame(FrameID, sequence: Int)
    /// An event does not fit what its frame is doing.
    case unexpectedEvent(sequence: Int, event: String, phase: String)
    /// A journal or a transition names a state that the definition does not have.
    case unknownState(String)
    /// A frame that should act next has nothing to do.
    case stuckFrame(FrameID, phase: String)
    /// A journal row or header cannot be read.
    case damagedJournal(String)
    /// A journal row or header was written by a newer version of Quickstep.
    case newerJournal(String)

    package var description: String {
        switch self {
        case .sequenceBroken(let expected, let found):
            "The journal is damaged: event \(expected) should come next, but event \(found) was found."
        case .unknownFrame(let frame, let sequence):
            "The journal is damaged: event \(sequence) names \(frame), which does not exist."
        case .unexpectedEvent(let sequence, let event, let phase):
            "The journal is damaged: event \(sequence) (\(event)) does not fit a frame that is \(phase)."
        case .unknownState(let name):
            "The definition has no state '\(name)': the journal belongs to another definition."
        case .stuckFrame(let frame, let phase):
            "The execution cannot carry on: \(frame) should act next, but it is \(phase)."
        case .damagedJournal(let detail):
            "The journal is damaged: \(detail)."
        case .newerJournal(let detail):
            "The journal was written by a newer version of Quickstep: \(detail)."
        }
    }
}

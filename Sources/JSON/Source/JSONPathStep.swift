/// One step from a container to a value in it.
public enum JSONPathStep: Hashable, Sendable {
    /// To the value of a member.
    case key(String)

    /// To an element by its position, from 0.
    case index(Int)
}

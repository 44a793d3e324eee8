/// One entry of an execution's log: the history event that AWS shows together with what only the machine needs.
package struct Event: Sendable, Equatable {
    /// Counts every event, hidden ones included: 1-based and consecutive.
    package let sequence: Int
    /// The id that AWS shows, consecutive over the visible events; `nil` where the event is hidden.
    package let id: Int?
    /// AWS's `previousEventId`.
    ///
    /// A hidden event carries the id of the visible event that it follows.
    package let previousID: Int
    /// Where it happened.
    package let frame: FrameID
    package let change: Change

    package init(sequence: Int, id: Int?, previousID: Int, frame: FrameID, change: Change) {
        self.sequence = sequence
        self.id = id
        self.previousID = previousID
        self.frame = frame
        self.change = change
    }
}

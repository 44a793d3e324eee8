/// Where a frame came from.
///
/// It is kept after the frame itself is gone, so that a progress display can name it.
struct Lineage: Sendable, Equatable {
    let parent: FrameID
    /// The Parallel or Map state.
    let state: String
    let index: Int
}

/// One element of a frame's path, such as `MakeThumbnails[1]`.
package struct FramePathElement: Sendable, Hashable, CustomStringConvertible {
    /// The Parallel or Map state.
    package let state: String
    /// The branch or iteration.
    package let index: Int

    package init(state: String, index: Int) {
        self.state = state
        self.index = index
    }

    package var description: String { "\(state)[\(index)]" }
}

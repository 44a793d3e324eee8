/// How a camera was held: what a viewer does to the stored pixels before it shows them.
///
/// The raw values are those of the Exif tag 0x0112.
package enum PictureOrientation: Int, Sendable, Hashable, CaseIterable {
    case upright = 1
    case mirrored
    case upsideDown
    case upsideDownMirrored
    /// Mirrored along the diagonal from the top left.
    case transposed
    /// To be turned clockwise by a quarter.
    case clockwise
    /// Mirrored along the diagonal from the top right.
    case transversed
    /// To be turned counterclockwise by a quarter.
    case counterclockwise

    /// Whether the shown width is the stored height.
    package var swapsSides: Bool {
        switch self {
        case .upright, .mirrored, .upsideDown, .upsideDownMirrored: false
        case .transposed, .clockwise, .transversed, .counterclockwise: true
        }
    }
}

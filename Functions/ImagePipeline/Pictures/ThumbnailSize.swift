/// The size of a thumbnail: the largest of the picture's own shape that fits into a square.
package struct ThumbnailSize: Sendable, Hashable {
    /// In pixels, at least 1.
    package var width: Int
    /// In pixels, at least 1.
    package var height: Int

    /// Fits a picture of `width` x `height` into a square of `side` pixels.
    ///
    /// The long side becomes `side`. The short side becomes `short * side / long`, rounded to the nearest whole pixel, a
    /// half rounded up, and at least 1. A picture that already fits keeps its size: nothing is ever enlarged.
    /// All three numbers are at least 1 and the first two are at most 2^31, as every header guarantees.
    package init(of width: Int, _ height: Int, fittingWithin side: Int) {
        let long = max(width, height)
        guard side < long else {
            self.width = width
            self.height = height
            return
        }
        func scaled(_ length: Int) -> Int {
            let (quotient, remainder) = (length * side).quotientAndRemainder(dividingBy: long)
            return max(1, remainder >= long - remainder ? quotient + 1 : quotient)
        }
        self.width = scaled(width)
        self.height = scaled(height)
    }
}

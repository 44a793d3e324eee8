import Testing

@testable import ImagePipelinePictures

@Suite struct ThumbnailSizeTests {
    @Test(arguments: [
        (1600, 1067, 512, 512, 341),
        (1067, 1600, 512, 341, 512),
        (1600, 1067, 128, 128, 85),
        (4, 2, 3, 3, 2),
        (8, 3, 4, 4, 2),
        (1000, 1000, 7, 7, 7),
        (2000, 2, 100, 100, 1),
        (2000, 2, 1, 1, 1),
        (3, 10_000, 64, 1, 64),
        (1, 1, 1, 1, 1),
        (2_147_483_647, 2_147_483_647, 2_147_483_646, 2_147_483_646, 2_147_483_646),
    ])
    func `the long side fits and the short side is rounded`(
        width: Int,
        height: Int,
        side: Int,
        expectedWidth: Int,
        expectedHeight: Int
    ) {
        let size = ThumbnailSize(of: width, height, fittingWithin: side)
        #expect(size.width == expectedWidth)
        #expect(size.height == expectedHeight)
    }

    @Test(arguments: [1600, 1601, 5000, Int.max])
    func `nothing is enlarged`(side: Int) {
        let size = ThumbnailSize(of: 1600, 1067, fittingWithin: side)
        #expect(size.width == 1600)
        #expect(size.height == 1067)
    }

    @Test func `the shape is kept to half a pixel for every small size`() {
        for width in 1...40 {
            for height in 1...width {
                for side in 1..<max(width, 2) where side < width {
                    let size = ThumbnailSize(of: width, height, fittingWithin: side)
                    #expect(size.width == side)
                    let error = abs(size.height * width - height * side)
                    #expect(2 * error <= width || size.height == 1, "\(width) x \(height) within \(side)")
                }
            }
        }
    }
}

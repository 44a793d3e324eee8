/// Puts JPEG files together segment by segment, legal or not.
///
/// None of them can be decoded.
struct JPEGBuilder {
    private(set) var bytes: [UInt8] = [0xFF, 0xD8]

    func adding(_ raw: [UInt8]) -> JPEGBuilder {
        var copy = self
        copy.bytes += raw
        return copy
    }

    func segment(_ marker: UInt8, _ body: [UInt8]) -> JPEGBuilder {
        let length = body.count + 2
        return self.adding([0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + body)
    }

    func frame(
        _ width: Int,
        _ height: Int,
        marker: UInt8 = 0xC0,
        precision: UInt8 = 8,
        components: UInt8 = 1
    ) -> JPEGBuilder {
        let size = [UInt8(height >> 8), UInt8(height & 0xFF), UInt8(width >> 8), UInt8(width & 0xFF)]
        return self.segment(marker, [precision] + size + [components, 1, 0x11, 0])
    }

    func scan(_ data: [UInt8] = [0x12, 0x34]) -> JPEGBuilder {
        self.segment(0xDA, [1, 1, 0, 0, 63, 0]).adding(data)
    }

    func end() -> JPEGBuilder { self.adding([0xFF, 0xD9]) }
}

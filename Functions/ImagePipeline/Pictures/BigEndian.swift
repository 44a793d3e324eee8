extension RandomAccessCollection<UInt8> where Index == Int {
    /// The two bytes at `offset` as a number, most significant first; nil when they are not all there.
    func bigEndian16(at offset: Int) -> Int? {
        guard offset >= self.startIndex, offset <= self.endIndex - 2 else { return nil }
        return Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    /// The four bytes at `offset` as a number, most significant first; nil when they are not all there.
    func bigEndian32(at offset: Int) -> Int? {
        guard offset >= self.startIndex, offset <= self.endIndex - 4,
            let high = self.bigEndian16(at: offset), let low = self.bigEndian16(at: offset + 2)
        else { return nil }
        return high << 16 | low
    }
}

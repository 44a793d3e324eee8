/// A growing buffer of bytes that checks its room once for many appends.
struct JSONOutput: ~Copyable {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<UInt8>

    init(capacity: Int = 256) {
        self.capacity = max(1, capacity)
        self.base = .allocate(capacity: max(1, capacity))
    }

    deinit {
        self.base.deallocate()
    }

    /// What has been appended, valid until the next append.
    @inline(__always)
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: self.base, count: self.count)
    }

    /// Appends a byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if self.count == self.capacity { self.grow(by: 1) }
        self.base[self.count] = byte
        self.count &+= 1
    }

    /// Appends bytes.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        if self.capacity &- self.count < bytes.count { self.grow(by: bytes.count) }
        (self.base + self.count).update(from: start, count: bytes.count)
        self.count &+= bytes.count
    }

    /// Appends ASCII known when compiling.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        self.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a string.
    @inline(__always)
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { bytes in self.append(bytes) }
    }

    /// Appends one byte several times.
    mutating func append(_ byte: UInt8, count: Int) {
        if self.capacity &- self.count < count { self.grow(by: count) }
        (self.base + self.count).update(repeating: byte, count: count)
        self.count &+= count
    }

    private mutating func grow(by count: Int) {
        self.capacity = max(self.capacity * 2, self.count + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: self.capacity)
        larger.update(from: self.base, count: self.count)
        self.base.deallocate()
        self.base = larger
    }
}

extension String {
    /// Whether two strings are the same bytes of UTF-8.
    ///
    /// Swift's own `==` is canonical equivalence, which would merge keys that JSON keeps apart (a composed and a
    /// decomposed accent).
    @inlinable
    package func isIdentical(to other: String) -> Bool {
        self.utf8.count == other.utf8.count && self.holdsSameBytes(as: other)
    }

    /// Compares two strings of equal length.
    @usableFromInline
    func holdsSameBytes(as other: String) -> Bool {
        let answer = self.utf8.withContiguousStorageIfAvailable { own in
            other.utf8.withContiguousStorageIfAvailable { their in
                UnsafeRawBufferPointer(own).holdsSameBytes(as: UnsafeRawBufferPointer(their))
            }
        }
        if let answer, let answer { return answer }
        return self.utf8.elementsEqual(other.utf8)
    }
}

extension UnsafeRawBufferPointer {
    /// Compares two buffers of equal size, eight bytes at a time.
    fileprivate func holdsSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset &+ 8 <= self.count {
            let own = self.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let their = other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard own == their else { return false }
            offset &+= 8
        }
        while offset < self.count {
            guard self[offset] == other[offset] else { return false }
            offset &+= 1
        }
        return true
    }
}

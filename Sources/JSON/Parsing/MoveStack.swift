/// A growing stack out of which whole runs of elements are moved into arrays of exactly their size.
struct MoveStack<Element>: ~Copyable {
    private(set) var count = 0
    private var capacity = 32
    private var base: UnsafeMutablePointer<Element>

    init() {
        self.base = .allocate(capacity: 32)
    }

    deinit {
        self.base.deinitialize(count: self.count)
        self.base.deallocate()
    }

    /// Puts an element on top.
    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if self.count == self.capacity { self.grow() }
        (self.base + self.count).initialize(to: element)
        self.count &+= 1
    }

    /// Changes the element on top, if there is one.
    @inline(__always)
    mutating func withTop(_ change: (inout Element) -> Void) {
        guard self.count > 0 else { return }
        change(&self.base[self.count &- 1])
    }

    /// Moves all elements from a position on into an array.
    mutating func popArray(from start: Int) -> [Element] {
        let size = self.count - start
        guard size > 0 else { return [] }
        let source = self.base + start
        self.count = start
        return Array(unsafeUninitializedCapacity: size) { buffer, initializedCount in
            buffer.baseAddress?.moveInitialize(from: source, count: size)
            initializedCount = size
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: self.capacity * 2)
        larger.moveInitialize(from: self.base, count: self.count)
        self.base.deallocate()
        self.base = larger
        self.capacity *= 2
    }
}

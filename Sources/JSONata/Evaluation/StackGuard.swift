/// Watches how much of the thread's stack is in use, so that deep recursion ends in an error and never in a crash.
///
/// Frames differ in size between builds by a factor of ten; measuring the stack itself is exact for all of them.
struct StackGuard {
    private let lowest: UInt

    /// Where half of it is used up.
    private let halfway: UInt

    /// Makes a guard of the stack as it is used now.
    ///
    /// - Parameter bytes: How much more may be used.
    init(bytes: Int) {
        let here = Self.place()
        let room = UInt(max(0, bytes))
        self.lowest = here > room ? here - room : 0
        self.halfway = here > room ? here - room / 2 : 0
    }

    /// Whether half of what may be used is used.
    @inline(__always)
    var isHalfUsed: Bool { Self.place() < self.halfway }

    /// Throws when the stack is used up.
    @inline(__always)
    func check() throws(JSONataError) {
        if Self.place() < self.lowest { throw Self.exhaustion }
    }

    /// What is thrown.
    static let exhaustion = JSONataError("U1001")

    /// The address of something that lies on top of the stack.
    @inline(__always)
    private static func place() -> UInt {
        var mark: UInt8 = 0
        return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
    }
}

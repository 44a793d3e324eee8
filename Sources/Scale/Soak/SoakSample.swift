/// What a process under load holds at one moment.
package struct SoakSample: Sendable, Equatable {
    /// Seconds since the load began.
    package var time: Double
    package var residentBytes: Int
    package var descriptors: Int
    package var threads: Int
    /// The store's log of what is not yet folded into it.
    package var logBytes: Int
    package var storeBytes: Int

    package init(
        time: Double,
        residentBytes: Int,
        descriptors: Int,
        threads: Int,
        logBytes: Int,
        storeBytes: Int
    ) {
        self.time = time
        self.residentBytes = residentBytes
        self.descriptors = descriptors
        self.threads = threads
        self.logBytes = logBytes
        self.storeBytes = storeBytes
    }
}

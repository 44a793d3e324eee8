/// An ordered key-value store with atomic, durable batches: all that the runtime asks of a disk.
///
/// Calls come from one writer at a time (the committer) and from one reader at a time (the sequencer), which may overlap.
/// Both may block; neither is ever called on the cooperative thread pool.
package protocol Store: Sendable {
    /// Whether `commit` returns at once because nothing is written to a disk. Such commits run inline.
    var commitsAtOnce: Bool { get }

    /// The value under a key.
    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]?

    /// Up to `limit` rows of a range, in ascending order, or in descending order where `reversed`.
    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow]

    /// Applies all of a batch or nothing of it, and returns when it is durable.
    func commit(_ batch: StoreBatch) throws(StoreError)
}

/// One row of a store.
package struct StoreRow: Sendable, Equatable {
    package let key: StoreKey
    package let value: [UInt8]

    package init(key: StoreKey, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}

/// The puts and deletes that become durable together.
///
/// Each key occurs once; keys ascend.
package struct StoreBatch: Sendable, Equatable {
    package struct Write: Sendable, Equatable {
        package let key: StoreKey
        /// `nil` deletes.
        package let value: [UInt8]?

        package init(key: StoreKey, value: [UInt8]?) {
            self.key = key
            self.value = value
        }
    }

    /// Counts the batches of one process, from 1.
    package let number: Int
    package let writes: [Write]

    package init(number: Int, writes: [Write]) {
        self.number = number
        self.writes = writes
    }
}

/// Why a store could not do what was asked, in words for the person who runs it.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The disk is full.
        case full
        /// The folder or file cannot be written.
        case notWritable
        /// The file is not a store, or is damaged.
        case damaged
        /// The store was written by a newer version.
        case newer
        /// Another process has it.
        case inUse
        case other
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}

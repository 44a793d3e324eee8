/// A write that is not durable yet, and the batch that will make it so.
struct PendingWrite {
    /// `nil` deletes.
    let value: [UInt8]?
    let batch: Int
}

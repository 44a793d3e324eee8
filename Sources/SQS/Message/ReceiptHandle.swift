import QuickstepPrimitives
import QuickstepServiceKit

/// Names one receive of one message.
///
/// Clients see opaque text.
struct ReceiptHandle: Sendable, Equatable {
    let queueARN: String
    let generation: Int64
    let sequence: Int64
    let nonce: Int64

    var text: String {
        Base64.encode(Array("1 \(queueARN) \(generation) \(sequence) \(nonce)".utf8))
    }

    init(queueARN: String, generation: Int64, sequence: Int64, nonce: Int64) {
        self.queueARN = queueARN
        self.generation = generation
        self.sequence = sequence
        self.nonce = nonce
    }

    /// Reads a handle back; `nil` for anything that was never one.
    init?(_ text: String) {
        guard let bytes = Base64.decode(text), let content = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = content.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "1",
            let generation = Int64(parts[2]), let sequence = Int64(parts[3]), let nonce = Int64(parts[4])
        else { return nil }
        self.init(queueARN: String(parts[1]), generation: generation, sequence: sequence, nonce: nonce)
    }
}

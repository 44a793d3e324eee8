/// Message authentication by a keyed digest.
///
/// Source: https://www.rfc-editor.org/rfc/rfc2104
package enum HMAC {
    /// HMAC-SHA-256 of a message.
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let blockSize = 64
        var block = key.count > blockSize ? DigestAlgorithm.sha256.digest(key) : key
        block += Array(repeating: 0, count: blockSize - block.count)
        let inner = DigestAlgorithm.sha256.digest(block.map { $0 ^ 0x36 } + message)
        return DigestAlgorithm.sha256.digest(block.map { $0 ^ 0x5C } + inner)
    }
}

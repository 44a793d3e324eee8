import QuickstepJSON

/// One message on a pipe: its length in four bytes, big-endian, and JSON text.
enum Frame {
    /// No message is larger: an event or an answer of 6 MB, or an object's bytes in Base64.
    static let bytesMax = 64 * 1024 * 1024

    /// A message as bytes; `nil` where it is too large.
    static func encode(_ message: JSONValue) -> [UInt8]? {
        let text = message.compactBytes
        guard text.count <= bytesMax else { return nil }
        let count = UInt32(text.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + text
    }
}

/// Puts messages together from what comes over a pipe, in whatever pieces.
struct FrameReader {
    private var buffer: [UInt8] = []
    /// What of the buffer is read.
    private var position = 0

    mutating func append(_ bytes: some Sequence<UInt8>) {
        if position > 0, position == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole message; `nil` while there is none.
    ///
    /// - Throws: `FrameError` where what came is no message. Nothing behind it can be read.
    mutating func next() throws(FrameError) -> JSONValue? {
        guard buffer.count - position >= 4 else { return nil }
        let length = buffer[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= Frame.bytesMax else { throw FrameError() }
        guard buffer.count - position - 4 >= length else { return nil }
        let text = Array(buffer[position + 4..<position + 4 + length])
        position += 4 + length
        // What was read goes when it is more than what was not.
        if position > buffer.count / 2 {
            buffer.removeFirst(position)
            position = 0
        }
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: text)
        } catch {
            throw FrameError()
        }
    }
}

/// What came over a pipe is not what the other side writes.
struct FrameError: Error, Equatable {}

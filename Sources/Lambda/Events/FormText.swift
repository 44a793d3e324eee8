import QuickstepPrimitives

/// The encoding of a form's values, which S3 uses for keys in its events.
enum FormText {
    /// The decoded text; `nil` for an incomplete escape, or one that gives no UTF-8.
    static func decode(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let digits = String(validating: rest.prefix(2), as: UTF8.self),
                    let decoded = Hex.decode(digits), decoded.count == 1
                else { return nil }
                bytes += decoded
                rest = rest.dropFirst(2)
            default:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

import QuickstepPrimitives

/// The names of blob files: 32 hexadecimal digits, drawn at random.
///
/// The last eight are drawn once per opening of the folder and mark what this process wrote: a sweep that runs beside writers
/// leaves those alone, since their rows may not be committed yet.
enum BlobName {
    private static let randomBytes = 12
    private static let sessionBytes = 4
    private static let length = 2 * (randomBytes + sessionBytes)

    /// The end of a file's name while its bytes are being written.
    static let unfinished = ".part"

    /// Draws the mark of one opening.
    static func session() -> String {
        hex(sessionBytes)
    }

    /// Draws a name.
    static func make(session: String) -> String {
        hex(randomBytes) + session
    }

    /// Whether a text is such a name.
    ///
    /// Anything else, `../store.sqlite` say, never becomes a path.
    static func isValid(_ name: String) -> Bool {
        name.utf8.count == length && isHex(name)
    }

    /// The subfolder of a name.
    static func folder(of name: String) -> String {
        String(name.prefix(2))
    }

    /// Whether a text is the name of a subfolder.
    static func isFolder(_ name: String) -> Bool {
        name.utf8.count == 2 && isHex(name)
    }

    private static func isHex(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
    }

    private static func hex(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.encode((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}

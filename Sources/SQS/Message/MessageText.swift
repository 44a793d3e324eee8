import QuickstepServiceKit

/// Which texts a message can carry.
enum MessageText {
    /// Whether every character is one that XML can carry, which is what SQS asks for.
    static func isValid(_ text: String) -> Bool {
        // Bytes decide: below 0x20 only tab, line feed and carriage return; U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        var last: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
            if last == (0xEF, 0xBF), byte >= 0xBE { return false }
            last = (last.1, byte)
        }
        return true
    }

    static func check(body: String) throws(ServiceError) {
        guard isValid(body) else {
            throw .sqs(
                "InvalidMessageContents",
                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
                    + "#xE000 to #xFFFD | #x10000 to #x10FFFF"
            )
        }
    }

    /// Whether a text can name a message group: 1 to 128 printable ASCII characters without blanks.
    static func isGroupID(_ text: String) -> Bool {
        (1...SQSLimits.groupIDLengthMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

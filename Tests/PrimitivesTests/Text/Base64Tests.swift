import QuickstepPrimitives
import Testing

@Suite struct `Base 64 text` {
    /// The vectors of RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the published vectors are met both ways`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test func `every length of every byte comes back`() {
        let bytes = Array(UInt8.min...UInt8.max)
        for length in 0...bytes.count {
            #expect(Base64.decode(Base64.encode(bytes.suffix(length))) == bytes.suffix(length))
        }
    }

    @Test func `the alphabet is the standard one`() {
        #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
        #expect(Base64.decode("-_-_") == nil)
    }

    @Test func `bytes that do not lie in one piece are written too`() {
        #expect(Base64.encode(Array("oof".utf8).lazy.reversed()) == "Zm9v")
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zg==Zg==", "Z=g=", "Zm8=\n", "Zm\n8", "Zm 8", " Zm8",
        "Zm8=Zm8=", "Zm9é", "Zm9v=", "Zm9\u{0}",
    ])
    func `text that could not have been written is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["Zh==", "Zm9=", "Zv==", "Zm+="])
    func `bits after the last byte must be zero`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

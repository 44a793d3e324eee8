import QuickstepPrimitives
import Testing

@Suite struct `Hexadecimal text` {
    @Test func `bytes are written in lower case`() {
        #expect(Hex.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hex.encode([UInt8]()) == "")
    }

    @Test func `bytes of any sequence are written`() {
        #expect(Hex.encode(sequence(first: UInt8(1)) { $0 < 4 ? $0 + 1 : nil }) == "01020304")
    }

    @Test func `every byte comes back in either case`() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
    }

    @Test(arguments: ["0", "abc", "0g", "0x", " 0", "0 ", "é", "/0", ":0", "@0", "`0", "G0"])
    func `text that is no pairs of digits is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
